import { useTranslation } from 'react-i18next'
import { pageKeys } from '#renderer/lib/key-map.ts'
import {
  groupsRoute,
  issuersRoute,
  rolesRoute,
  teamsRoute,
  toEditServiceAccountRoute,
  toGroupRoute,
  tokensRoute,
  toNewServiceAccountRoute,
  toServiceAccountRoute,
  toTrustPolicyRoute,
  usersRoute,
} from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import type { AskedKind, FindOption } from './find-option.ts'

/** Every page, and what can be done from anywhere. */
export function useFindActions(): readonly FindOption[] {
  const { t } = useTranslation(['frame', 'groups', 'tokens', 'issuers', 'access'])
  const { preferences } = useServices()
  const { change } = preferences.getState()
  const pages = pageKeys.map(
    ({ letter, page, to }): FindOption => ({
      heading: t('find.pages'),
      label: t(page),
      keys: ['g', letter],
      act: { kind: 'go', to },
    }),
  )
  const toAction = (label: string, act: FindOption['act']): FindOption => ({
    heading: t('find.actions'),
    label,
    act,
  })
  const toDo = (label: string, run: () => void) => toAction(label, { kind: 'do', run })
  const toGo = (label: string, to: string) => toAction(label, { kind: 'go', to })
  const toAsk = (label: string, of: AskedKind, toRoute: (path: string) => string) =>
    toAction(label, { kind: 'ask', of, toRoute })
  const toSecrets = (dialog: string) => (path: string) =>
    `${toServiceAccountRoute(path)}?tab=client-credentials&do=${dialog}`

  return [
    ...pages,
    toGo(t('groups:create.group.button'), `${groupsRoute}?do=new-group`),
    toGo(t('tokens:new'), `${tokensRoute}?new=yes`),
    toGo(t('issuers:register'), `${issuersRoute}?new=yes`),
    toGo(t('access:roles.new'), `${rolesRoute}?new=yes`),
    toGo(t('access:users.new'), `${usersRoute}?new=yes`),
    toGo(t('access:teams.new'), `${teamsRoute}?new=yes`),
    toAsk(t('find.newAccountIn'), 'groups', toNewServiceAccountRoute),
    toAsk(
      t('find.addMember'),
      'groups',
      (path) => `${toGroupRoute(path)}?tab=members&do=add-member`,
    ),
    toAsk(t('find.moveGroup'), 'groups', (path) => `${toGroupRoute(path)}?do=move`),
    toAsk(t('find.editAccount'), 'serviceAccounts', toEditServiceAccountRoute),
    toAsk(t('find.addPolicy'), 'serviceAccounts', (path) => toTrustPolicyRoute(path)),
    toAsk(t('find.resetSecrets'), 'serviceAccounts', toSecrets('reset-credentials')),
    toAsk(t('find.rotateSecrets'), 'serviceAccounts', toSecrets('rotate-credentials')),
    toAsk(t('find.disableSecrets'), 'serviceAccounts', toSecrets('disable-credentials')),
    ...(['light', 'dark', 'system'] as const).map((theme) =>
      toDo(t('find.themeTo', { theme: t(`themes.${theme}`) }), () => change({ theme })),
    ),
    toDo(t('find.languageTo', { language: 'English' }), () => change({ language: 'en' })),
    toDo(t('find.languageTo', { language: 'Deutsch' }), () => change({ language: 'de' })),
  ]
}
