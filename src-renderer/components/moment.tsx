import Tooltip from '@mui/material/Tooltip'
import { useTranslation } from 'react-i18next'
import { formatInstant, formatRelative } from '#renderer/lib/format-instant.ts'
import { useNow } from '#renderer/lib/use-now.ts'

/** "3 hours ago", with the exact instant on hover and for screen readers. */
export function Moment({ at, never }: { at: string | null; never?: string }) {
  const { t } = useTranslation('common')
  const now = useNow()
  if (at === null) return <span>{never ?? t('never')}</span>

  const instant = new Date(at)
  return (
    <Tooltip title={formatInstant(instant)} describeChild>
      <time dateTime={at} className="tabular">
        {formatRelative(instant, now)}
      </time>
    </Tooltip>
  )
}
