import Button from '@mui/material/Button'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Issuer } from '#contract/issuers.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useChange, useDeletion } from '#renderer/lib/use-change.ts'

export interface DeleteIssuerDialogProps {
  readonly issuer: Issuer
  readonly onClose: () => void
  readonly onDeleted: () => void
}

/** Deletes an issuer; the policies that rely on it go only when that is asked for. */
export function DeleteIssuerDialog({ issuer, onClose, onDeleted }: DeleteIssuerDialogProps) {
  const { t } = useTranslation('issuers')
  const { client } = useServices()
  const removal = useDeletion(onDeleted)
  const disabling = useChange(onClose)
  const busy = removal.busy || disabling.busy
  const [force, setForce] = useState(false)
  const { id, url, version, enabled, trustPolicyCount: count } = issuer
  const remove = () =>
    removal.change(async () => {
      await client.issuers.delete({ issuer: id, force })
      return { text: t('remove.done', { url }) }
    })
  const disable = () =>
    disabling.change(async () => {
      await client.issuers.update({ issuer: id, version, enabled: false })
      return { text: t('wasDisabled', { url }) }
    })

  return (
    <ConfirmDialog
      title={t('remove.title', { url })}
      confirmLabel={t('remove.confirm')}
      color="error"
      busy={busy}
      disabled={count > 0 && !force}
      problem={removal.problem ?? disabling.problem}
      onConfirm={remove}
      onClose={onClose}
      alternative={
        count > 0 &&
        enabled && (
          <Button color="inherit" disabled={busy} sx={{ mr: 'auto' }} onClick={disable}>
            {t('remove.disableInstead')}
          </Button>
        )
      }
    >
      {count === 0 ? (
        t('remove.unused')
      ) : (
        <>
          {t('remove.used', { count })}
          <FormControlLabel
            control={
              <Switch checked={force} onChange={(event) => setForce(event.target.checked)} />
            }
            label={t('remove.also', { count })}
          />
        </>
      )}
    </ConfirmDialog>
  )
}
