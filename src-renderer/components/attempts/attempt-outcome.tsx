import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import HighlightOffRounded from '@mui/icons-material/HighlightOffRounded'
import Box from '@mui/material/Box'
import type { Attempt } from '#contract/trust.ts'
import { stageWording } from '#renderer/lib/stage-wording.ts'

/** Accepted, or why not; told apart by icon and word. */
export function AttemptOutcome({ accepted, stage }: Pick<Attempt, 'accepted' | 'stage'>) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        color: accepted ? 'success.main' : 'error.main',
        '& svg': { fontSize: 16 },
      }}
    >
      {accepted ? <CheckCircleOutlineRounded /> : <HighlightOffRounded />}
      {accepted ? 'Accepted' : `Refused: ${stage ? stageWording[stage] : 'no policy'}`}
    </Box>
  )
}
