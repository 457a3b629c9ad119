import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import HighlightOffRounded from '@mui/icons-material/HighlightOffRounded'
import { useTranslation } from 'react-i18next'
import type { Attempt } from '#contract/trust.ts'
import { Mark } from '#renderer/components/mark.tsx'

/** Accepted, or why not; told apart by icon and word. */
export function AttemptOutcome({ accepted, stage }: Pick<Attempt, 'accepted' | 'stage'>) {
  const { t } = useTranslation('trust')
  const reason = stage ? t(`stages.${stage}`) : t('noPolicy')

  return accepted ? (
    <Mark color="success.main" icon={<CheckCircleOutlineRounded />}>
      {t('accepted')}
    </Mark>
  ) : (
    <Mark color="error.main" icon={<HighlightOffRounded />}>
      {t('refusedFor', { stage: reason })}
    </Mark>
  )
}
