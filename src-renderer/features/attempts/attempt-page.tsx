import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { Attempt, TrustTrace } from '#contract/trust.ts'
import { PageSkeleton } from '#renderer/components/loading.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { TraceView } from '#renderer/components/trust/trace-view.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { AttemptActions } from './attempt-actions.tsx'
import { AttemptClaims, AttemptFacts } from './attempt-facts.tsx'

/** One attempt, found by its id or correlation id: why it ended as it did, and what can be made of it. */
export function AttemptPage() {
  const { t } = useTranslation('attempts')
  const { queries } = useServices()
  const id = useParams().attempt ?? ''
  const attempt = useQuery(queries.trust.getAttempt.queryOptions({ input: { attempt: id } }))

  if (attempt.data) return <LoadedAttempt key={attempt.data.id} attempt={attempt.data} />
  if (!attempt.error) return <PageSkeleton />
  return (
    <Page title={t('attempt')}>
      <ProblemAlert problem={toProblem(attempt.error)} onRetry={() => void attempt.refetch()} />
    </Page>
  )
}

function LoadedAttempt({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation('attempts')
  const { client } = useServices()
  const action = useAction()
  const [again, setAgain] = useState<TrustTrace>()
  const { account, claims } = attempt
  const testAgain = () =>
    void action.run(async () => {
      if (account === null) return
      setAgain(await client.trust.evaluate({ account, claims }))
    })

  return (
    <Page
      title={t('attempt')}
      narrow
      actions={
        <AttemptActions
          attempt={attempt}
          busy={action.busy}
          {...(attempt.accountPath !== null && { onTestAgain: testAgain })}
        />
      }
    >
      {action.problem && <ProblemAlert problem={action.problem} />}
      <Box role="status">
        {again && (
          <Section
            title={t('now')}
            description={t('nowExplained', { account: attempt.accountPath ?? '' })}
          >
            <TraceView trace={again} />
          </Section>
        )}
      </Box>
      <Box sx={{ display: 'grid', gap: 2.5 }}>
        <TraceView trace={attempt} at={attempt.at} isNamed={account !== null} />
        <AttemptFacts attempt={attempt} />
        <AttemptClaims attempt={attempt} />
      </Box>
    </Page>
  )
}
