import { useTranslation } from 'react-i18next'
import type { IssuedToken, NamedToken } from '#contract/tokens.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

export interface ReplaceValueDialogProps {
  readonly token: NamedToken
  readonly how: 'rotate' | 'reveal'
  readonly onIssued: (issued: IssuedToken) => void
  readonly onClose: () => void
}

/** Asks before a token gets its new value, since the old one ends with it. */
export function ReplaceValueDialog({ token, how, onIssued, onClose }: ReplaceValueDialogProps) {
  const { t } = useTranslation('tokens')
  const { client } = useServices()
  const refresh = useRefresh()
  const action = useAction()
  const replace = () =>
    void action.run(async () => {
      onIssued(await client.tokens[how]({ token: token.id }))
      void refresh()
    })

  return (
    <ConfirmDialog
      title={t(`${how}.title`, { name: token.name })}
      confirmLabel={t(`${how}.submit`)}
      busy={action.busy}
      problem={action.problem}
      onConfirm={replace}
      onClose={onClose}
    >
      {t(`${how}.text`)}
    </ConfirmDialog>
  )
}
