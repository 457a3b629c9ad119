import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import { Link as RouterLink } from 'react-router'
import type { DoorwardClient } from '#contract/contract.ts'
import { Moment } from '#renderer/components/moment.tsx'
import { toAttemptRoute } from '#renderer/lib/paths.ts'

type Replay = Awaited<ReturnType<DoorwardClient['trust']['replay']>>

/** Which of the kept attempts would be decided differently. */
export function ReplayResult({ result }: { result: Replay }) {
  const { t } = useTranslation('trust')
  const { attempts, changed } = result

  return (
    <>
      <Typography variant="body2">
        {changed.length === 0
          ? t('replay.none', { attempts })
          : t('replay.some', { changed: changed.length, attempts })}
      </Typography>
      <Box component="ul" sx={{ my: 0.5, pl: 2.5, fontSize: '0.8125rem' }}>
        {changed.map(({ attempt, wouldBe }) => (
          <Box component="li" key={attempt.id} sx={{ overflowWrap: 'anywhere' }}>
            <Link component={RouterLink} to={toAttemptRoute(attempt.id)}>
              {attempt.principal}
            </Link>
            , <Moment at={attempt.at} />:{' '}
            <strong>
              {t(wouldBe.accepted ? 'replay.wouldBeAccepted' : 'replay.wouldBeRefused')}
            </strong>
          </Box>
        ))}
      </Box>
    </>
  )
}
