import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import ErrorOutlineRounded from '@mui/icons-material/ErrorOutlineRounded'
import HourglassBottomRounded from '@mui/icons-material/HourglassBottomRounded'
import Chip from '@mui/material/Chip'
import { useTranslation } from 'react-i18next'
import { useNow } from '#renderer/lib/use-now.ts'

/** Live, on its way out beside a newer one, or over. */
export function SecretState(props: { expiresAt: string; isNewest: boolean }) {
  const { t } = useTranslation('accounts')
  const isExpired = new Date(props.expiresAt) <= useNow()

  if (isExpired) {
    return <Chip color="error" icon={<ErrorOutlineRounded />} label={t('credentials.expired')} />
  }
  if (!props.isNewest) {
    return (
      <Chip color="warning" icon={<HourglassBottomRounded />} label={t('credentials.retiring')} />
    )
  }
  return <Chip color="success" icon={<CheckCircleOutlineRounded />} label={t('credentials.live')} />
}
