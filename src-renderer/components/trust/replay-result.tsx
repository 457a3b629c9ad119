import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { DoorwardClient } from '#contract/contract.ts'
import { Moment } from '#renderer/components/moment.tsx'

type Replay = Awaited<ReturnType<DoorwardClient['trust']['replay']>>

/** Which of the kept attempts would be decided differently. */
export function ReplayResult({ result }: { result: Replay }) {
  const { attempts, changed } = result

  return (
    <>
      <Typography variant="body2">
        {changed.length === 0
          ? `None of ${attempts} kept attempts would be decided differently.`
          : `${changed.length} of ${attempts} kept attempts would be decided differently:`}
      </Typography>
      <Box component="ul" sx={{ my: 0.5, pl: 2.5, fontSize: '0.8125rem' }}>
        {changed.map(({ attempt, wouldBe }) => (
          <Box component="li" key={attempt.id} sx={{ overflowWrap: 'anywhere' }}>
            {attempt.principal}, <Moment at={attempt.at} />:{' '}
            <strong>{wouldBe.accepted ? 'would be accepted' : 'would be refused'}</strong>
          </Box>
        ))}
      </Box>
    </>
  )
}
