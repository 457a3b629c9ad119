import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Overview } from '#contract/overview.ts'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { Attention } from './attention.tsx'
import { Refusals } from './refusals.tsx'
import { ServerState } from './server-state.tsx'
import { SetupCard } from './setup-card.tsx'
import { TokensOverTime } from './tokens-over-time.tsx'
import { useSetup } from './use-setup.ts'

/** What happens is told; this is for the minutes and days that go by. */
const REFRESH_MS = 60_000

/** How the server does and what needs attention; until the first token came, the way there. */
export function HomePage() {
  const { t } = useTranslation('home')
  const title = useTranslation('frame').t('home')
  const { queries } = useServices()
  const overview = useQuery(
    queries.overview.get.queryOptions({ input: {}, refetchInterval: REFRESH_MS }),
  )

  return (
    <Page title={title} description={t('description')}>
      {overview.error && (
        <ProblemAlert problem={toProblem(overview.error)} onRetry={() => void overview.refetch()} />
      )}
      {overview.isPending && <BlockSkeleton height={480} />}
      {overview.data && <Parts overview={overview.data} />}
    </Page>
  )
}

function Parts({ overview }: { overview: Overview }) {
  const { server, tokens, expiring, unused, refusals } = overview
  const setup = useSetup(overview.setup)

  return (
    <>
      {setup && <SetupCard {...setup} />}
      {server && <ServerState server={server} tokens={tokens} />}
      {tokens && <TokensOverTime tokens={tokens} />}
      <Box sx={columns}>
        <Attention expiring={expiring} unused={unused} />
      </Box>
      <Refusals refusals={refusals} mayAudit={tokens !== null} />
    </>
  )
}

const columns = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(340px, 100%), 1fr))',
  columnGap: 2.5,
}
