import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { SigningKeysTable } from './signing-keys-table.tsx'

type Urgency = 'planned' | 'emergency'

export function SigningKeysTab() {
  const { t } = useTranslation('server')
  const { queries } = useServices()
  const keys = useQuery(queries.signingKeys.list.queryOptions())
  const [asking, setAsking] = useState<Urgency>()

  return (
    <Section
      title={t('keys.title')}
      description={t('keys.description')}
      actions={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          <Button variant="outlined" color="inherit" onClick={() => setAsking('planned')}>
            {t('keys.rotate')}
          </Button>
          <Button variant="outlined" color="error" onClick={() => setAsking('emergency')}>
            {t('keys.emergency')}
          </Button>
        </Box>
      }
    >
      {keys.error && (
        <ProblemAlert problem={toProblem(keys.error)} onRetry={() => void keys.refetch()} />
      )}
      {keys.isPending && <BlockSkeleton height={160} />}
      {keys.data && <SigningKeysTable keys={keys.data.items} />}
      {asking && <RotateDialog urgency={asking} onClose={() => setAsking(undefined)} />}
    </Section>
  )
}

function RotateDialog({ urgency, onClose }: { urgency: Urgency; onClose: () => void }) {
  const { t } = useTranslation('server')
  const { client, queries, toasts } = useServices()
  const cache = useQueryClient()
  const { busy, problem, run } = useAction()
  const isEmergency = urgency === 'emergency'
  const rotate = () =>
    run(async () => {
      const rotated = await client.signingKeys.rotate({ immediately: isEmergency })
      cache.setQueryData(queries.signingKeys.list.queryKey(), rotated)
      toasts.getState().succeed(t('keys.rotated'))
      onClose()
    })

  return (
    <ConfirmDialog
      title={isEmergency ? t('keys.emergencyTitle') : t('keys.rotateTitle')}
      confirmLabel={isEmergency ? t('keys.emergency') : t('keys.rotate')}
      color={isEmergency ? 'error' : 'primary'}
      busy={busy}
      problem={problem}
      onConfirm={() => void rotate()}
      onClose={onClose}
    >
      {isEmergency ? t('keys.emergencyText') : t('keys.rotateText')}
    </ConfirmDialog>
  )
}
