import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import HighlightOffRounded from '@mui/icons-material/HighlightOffRounded'
import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { Attempt } from '#contract/trust.ts'

/** Accepted, or why not; told apart by icon and word. */
export function AttemptOutcome({ accepted, stage }: Pick<Attempt, 'accepted' | 'stage'>) {
  const { t } = useTranslation('trust')
  const reason = stage ? t(`stages.${stage}`) : t('noPolicy')

  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        minWidth: 0,
        color: accepted ? 'success.main' : 'error.main',
        '& svg': { fontSize: 16 },
      }}
    >
      {accepted ? <CheckCircleOutlineRounded /> : <HighlightOffRounded />}
      <Box component="span" sx={{ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {accepted ? t('accepted') : t('refusedFor', { stage: reason })}
      </Box>
    </Box>
  )
}
