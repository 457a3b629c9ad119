import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import { useAction } from '#renderer/lib/use-action.ts'
import { ProblemAlert } from './problem-alert.tsx'

/** Fetches what somebody else saved, on demand, so that both changes can be kept. */
export function LoadNewer({ load }: { load: () => Promise<void> }) {
  const { t } = useTranslation('common')
  const { busy, problem, run } = useAction()

  return (
    <>
      <Button
        variant="outlined"
        color="inherit"
        size="small"
        sx={{ mt: 1 }}
        disabled={busy}
        onClick={() => void run(load)}
      >
        {t('loadNewer')}
      </Button>
      {problem && <ProblemAlert problem={problem} />}
    </>
  )
}
