import { Name } from '#contract/common.ts'
import { MAXIMUM_DEPTH } from '#server/domain/paths.ts'

/** The scheme of links that open a place in our window. */
export const LINK_SCHEME = 'doorward'

type ToPlace = (path: string) => string | undefined

const only =
  (place: string): ToPlace =>
  (path) =>
    path === '' ? place : undefined

// What a link may name. Every place here shows something or offers an empty form; none acts.
const places: Readonly<Record<string, ToPlace>> = {
  home: only('/'),
  issuers: only('/issuers'),
  settings: only('/settings'),
  groups: (path) => (path === '' ? '/' : `/groups/${path}`),
  'service-accounts': (path) => (path === '' ? '/service-accounts' : `/service-accounts/${path}`),
  'new-service-account': (path) =>
    path === '' ? undefined : `/groups/${path}/-/service-accounts/new`,
}

/**
 * Gives the place in our window that a link names, or undefined for every link that is not exactly
 * one of ours. Any web page can open such a link, so it may only lead somewhere, never do anything.
 */
export function parseLink(text: string): string | undefined {
  // Not `URL`: it would resolve dots, decode and drop characters before anything is compared.
  const [, noun = '', rest = ''] = /^doorward:\/\/([a-z-]+)(?:\/(.*))?$/s.exec(text) ?? []
  if (!Object.hasOwn(places, noun)) return undefined

  const path = rest.replace(/\/$/, '') // browsers add one
  return isPath(path) ? places[noun]?.(path) : undefined
}

/** Picks the link that the operating system started us with, the first if there are more. */
export function findLink(args: readonly string[]): string | undefined {
  return args.find(isLink)
}

/** Leaves out a link and all after it: on Windows what follows was written by whoever wrote the link. */
export function dropFromLink(args: readonly string[]): readonly string[] {
  const at = args.findIndex(isLink)
  return at < 0 ? args : args.slice(0, at)
}

function isLink(argument: string): boolean {
  return argument.toLowerCase().startsWith(`${LINK_SCHEME}:`)
}

function isPath(path: string): boolean {
  if (path === '') return true
  const names = path.split('/')
  // The account is one deeper than the deepest group.
  return names.length <= MAXIMUM_DEPTH + 1 && names.every((name) => Name.safeParse(name).success)
}
