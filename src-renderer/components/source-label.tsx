import CallReceivedRounded from '@mui/icons-material/CallReceivedRounded'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { useTranslation } from 'react-i18next'
import { Link as RouterLink } from 'react-router'
import { toGroupRoute } from '#renderer/lib/paths.ts'

export interface SourceLabelProps {
  /** The namespace above that something comes from; null when it belongs here. */
  readonly inheritedFrom: string | null
  /** The part of the namespace's page that shows it. */
  readonly tab?: string
}

/** Where something that is listed here comes from, with the way there. */
export function SourceLabel({ inheritedFrom, tab }: SourceLabelProps) {
  const { t } = useTranslation('groups')
  if (inheritedFrom === null) return <span>{t('source.direct')}</span>

  const text =
    inheritedFrom === '' ? t('source.installation') : t('source.inherited', { path: inheritedFrom })
  const search = tab ? `?tab=${tab}` : ''
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, minWidth: 0 }}>
      <CallReceivedRounded aria-hidden sx={{ fontSize: 15, color: 'text.secondary' }} />
      <Link
        component={RouterLink}
        to={toGroupRoute(inheritedFrom) + search}
        onClick={(event) => event.stopPropagation()}
        title={text}
        sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
      >
        {text}
      </Link>
    </Box>
  )
}
