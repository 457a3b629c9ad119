import {
  accessRoute,
  attemptsRoute,
  auditRoute,
  groupsRoute,
  homeRoute,
  issuersRoute,
  rolesRoute,
  serverRoute,
  serviceAccountsRoute,
  settingsRoute,
  teamsRoute,
  tokensRoute,
  usersRoute,
} from './paths.ts'

/** Every page, and the letter that leads there after `g`. */
export const pageKeys = [
  { letter: 'h', page: 'home', to: homeRoute },
  { letter: 'g', page: 'groups', to: groupsRoute },
  { letter: 'a', page: 'serviceAccounts', to: serviceAccountsRoute },
  { letter: 't', page: 'tokens', to: tokensRoute },
  { letter: 'i', page: 'issuers', to: issuersRoute },
  { letter: 'e', page: 'attempts', to: attemptsRoute },
  { letter: 'c', page: 'checkAccess', to: accessRoute },
  { letter: 'r', page: 'roles', to: rolesRoute },
  { letter: 'u', page: 'users', to: usersRoute },
  { letter: 'm', page: 'teams', to: teamsRoute },
  { letter: 's', page: 'server', to: serverRoute },
  { letter: 'l', page: 'audit', to: auditRoute },
  { letter: 'p', page: 'settings', to: settingsRoute },
] as const

/** The keys that act on whatever page is open. */
export const actionKeys = {
  search: '/',
  help: '?',
  create: 'n',
} as const

/** How the key of the palette is written on this computer. */
export function showPaletteKeys(): readonly string[] {
  return [/mac/i.test(navigator.userAgent) ? '⌘' : 'Ctrl', 'K']
}
