import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'

export interface VersionConflictProps {
  readonly accountId: string
  readonly onLoaded: (newer: ServiceAccount) => void
}

/** Fetches what somebody else saved, on demand, so that both changes can be kept. */
export function VersionConflict({ accountId, onLoaded }: VersionConflictProps) {
  const { t } = useTranslation('accounts')
  const { client } = useServices()
  const action = useAction()

  const load = () =>
    void action.run(async () => onLoaded(await client.serviceAccounts.get({ account: accountId })))

  return (
    <>
      <Button
        variant="outlined"
        color="inherit"
        size="small"
        sx={{ mt: 1 }}
        disabled={action.busy}
        onClick={load}
      >
        {t('form.loadNewer')}
      </Button>
      {action.problem && <ProblemAlert problem={action.problem} />}
    </>
  )
}
