import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined'
import HistoryRounded from '@mui/icons-material/HistoryRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoorwardClient } from '#contract/contract.ts'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { ReplayResult } from './replay-result.tsx'
import { TesterDialog } from './tester-dialog.tsx'

type Replay = Awaited<ReturnType<DoorwardClient['trust']['replay']>>
type Draft = Parameters<DoorwardClient['trust']['replay']>[0]['policies'][number]

export interface PolicyTrialsProps {
  readonly account: string
  readonly draft: Draft
  /** The account's other policies, which go on counting. */
  readonly others: readonly Draft[]
}

/** Tries the policy out before it is saved: on a token, and on the attempts that were kept. */
export function PolicyTrials({ account, draft, others }: PolicyTrialsProps) {
  const { t } = useTranslation('trust')
  const { client } = useServices()
  const action = useAction()
  const [testing, setTesting] = useState(false)
  const [result, setResult] = useState<Replay>()
  const replay = () =>
    void action.run(async () =>
      setResult(await client.trust.replay({ account, policies: [...others, draft] })),
    )

  return (
    <Box>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<FactCheckOutlined />}
          onClick={() => setTesting(true)}
        >
          {t('tester.testPolicy')}
        </Button>
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<HistoryRounded />}
          disabled={action.busy}
          onClick={replay}
        >
          {t('replay.button')}
        </Button>
      </Box>
      <Box role="status" sx={{ mt: 1 }}>
        {result && <ReplayResult result={result} />}
      </Box>
      {action.problem && <ProblemAlert problem={action.problem} fields={action.problem.fields} />}
      {testing && (
        <TesterDialog account={account} policies={[draft]} onClose={() => setTesting(false)} />
      )}
    </Box>
  )
}
