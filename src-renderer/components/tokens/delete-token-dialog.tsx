import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { NamedToken } from '#contract/tokens.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { formatRelative } from '#renderer/lib/format-instant.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useDeletion } from '#renderer/lib/use-change.ts'

export interface DeleteTokenDialogProps {
  readonly token: NamedToken
  readonly onDeleted: () => void
  readonly onClose: () => void
}

/** Asks before a token goes, and says whether somebody would miss it. */
export function DeleteTokenDialog({ token, onDeleted, onClose }: DeleteTokenDialogProps) {
  const { t } = useTranslation('tokens')
  const { client, now } = useServices()
  const { busy, problem, change } = useDeletion(onDeleted)
  const { id, name, lastUsedAt, lastUsedAddress: address } = token
  const remove = () =>
    change(async () => {
      await client.tokens.delete({ token: id })
      return { text: t('delete.done', { name }) }
    })
  const moment = lastUsedAt === null ? '' : formatRelative(new Date(lastUsedAt), now())
  const used = address
    ? t('delete.lastUsedFrom', { moment, address })
    : t('delete.lastUsed', { moment })

  return (
    <ConfirmDialog
      title={t('delete.title', { name })}
      confirmLabel={t('delete.submit')}
      color="error"
      busy={busy}
      problem={problem}
      onConfirm={remove}
      onClose={onClose}
    >
      {t('delete.text')}
      <Box sx={{ mt: 1, fontWeight: 500 }}>{moment ? used : t('delete.neverUsed')}</Box>
    </ConfirmDialog>
  )
}
