import { useTranslation } from 'react-i18next'
import { pageKeys } from '#renderer/lib/key-map.ts'
import {
  groupsRoute,
  toEditServiceAccountRoute,
  toNewServiceAccountRoute,
  toServiceAccountRoute,
  toTrustPolicyRoute,
} from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import type { FindOption } from './find-option.ts'
import { pressNewAt } from './press-new-at.ts'

/** Every page, and what can be done from anywhere. */
export function useFindActions(go: (to: string) => void): readonly FindOption[] {
  const { t } = useTranslation('frame')
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

  return [
    ...pages,
    toDo(t('find.newGroup'), () => {
      go(groupsRoute)
      pressNewAt(groupsRoute)
    }),
    toAction(t('find.newAccountIn'), {
      kind: 'ask',
      of: 'groups',
      toRoute: toNewServiceAccountRoute,
    }),
    toAction(t('find.editAccount'), {
      kind: 'ask',
      of: 'serviceAccounts',
      toRoute: toEditServiceAccountRoute,
    }),
    toAction(t('find.addPolicy'), {
      kind: 'ask',
      of: 'serviceAccounts',
      toRoute: (path) => toTrustPolicyRoute(path),
    }),
    toAction(t('find.showSecrets'), {
      kind: 'ask',
      of: 'serviceAccounts',
      toRoute: (path) => `${toServiceAccountRoute(path)}?tab=client-credentials`,
    }),
    ...(['light', 'dark', 'system'] as const).map((theme) =>
      toDo(t('find.themeTo', { theme: t(`themes.${theme}`) }), () => change({ theme })),
    ),
    toDo(t('find.languageTo', { language: 'English' }), () => change({ language: 'en' })),
    toDo(t('find.languageTo', { language: 'Deutsch' }), () => change({ language: 'de' })),
  ]
}
