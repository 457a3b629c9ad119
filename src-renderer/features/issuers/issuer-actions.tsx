import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import PlayCircleOutlineRounded from '@mui/icons-material/PlayCircleOutlineRounded'
import RefreshRounded from '@mui/icons-material/RefreshRounded'
import Button from '@mui/material/Button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Issuer } from '#contract/issuers.ts'
import { MoreMenu } from '#renderer/components/more-menu.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

export interface IssuerActionsProps {
  readonly issuer: Issuer
  readonly onEdit: () => void
  readonly onDelete: () => void
}

/** Everything that can be done with an issuer. */
export function IssuerActions({ issuer, onEdit, onDelete }: IssuerActionsProps) {
  const { t } = useTranslation(['issuers', 'common'])
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const { id, version, enabled, url } = issuer
  const run = async (change: () => Promise<void>) => {
    setBusy(true)
    await change().catch((error: unknown) => toasts.getState().fail(toProblem(error)))
    await refresh()
    setBusy(false)
  }
  const refreshKeys = () =>
    run(async () => {
      const { health } = await client.issuers.refreshKeys({ issuer: id })
      if (health.lastError === null) toasts.getState().succeed(t('refreshed', { url }))
      else toasts.getState().warn(t('refreshFailed', { url }))
    })
  const toggle = () =>
    run(async () => {
      await client.issuers.update({ issuer: id, version, enabled: !enabled })
      toasts.getState().succeed(t(enabled ? 'wasDisabled' : 'wasEnabled', { url }))
    })

  return (
    <>
      <Button
        variant="outlined"
        color="inherit"
        startIcon={<RefreshRounded />}
        disabled={busy}
        onClick={() => void refreshKeys()}
      >
        {t('refreshKeys')}
      </Button>
      <Button variant="contained" onClick={onEdit}>
        {t('common:edit')}
      </Button>
      <MoreMenu
        label={t('moreActions')}
        actions={[
          {
            label: t(enabled ? 'common:disable' : 'common:enable'),
            icon: enabled ? <PauseCircleOutlineRounded /> : <PlayCircleOutlineRounded />,
            onChoose: () => void toggle(),
          },
          {
            label: t('common:delete'),
            icon: <DeleteOutlineRounded />,
            dangerous: true,
            onChoose: onDelete,
          },
        ]}
      />
    </>
  )
}
