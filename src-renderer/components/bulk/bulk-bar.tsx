import CloseRounded from '@mui/icons-material/CloseRounded'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface BulkBarProps {
  readonly count: number
  readonly onClear: () => void
  /** The buttons that act on everything chosen. */
  readonly children: ReactNode
}

/** Says how much is chosen and what can be done with it; stays in sight while a list scrolls. */
export function BulkBar({ count, onClear, children }: BulkBarProps) {
  const { t } = useTranslation(['groups', 'common'])
  if (count === 0) return null

  return (
    <Box role="toolbar" aria-label={t('bulk.label')} sx={look}>
      <Box component="span" role="status" sx={{ fontWeight: 500, mr: 'auto' }}>
        {t('common:selected', { count })}
      </Box>
      {children}
      <IconButton aria-label={t('bulk.clear')} onClick={onClear}>
        <CloseRounded />
      </IconButton>
    </Box>
  )
}

const look = {
  position: 'sticky',
  bottom: 16,
  zIndex: 2,
  mt: 1.5,
  p: '8px 8px 8px 16px',
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 1,
  border: 1,
  borderColor: 'divider',
  borderRadius: '10px',
  bgcolor: 'background.paper',
  boxShadow: '0 6px 24px rgb(0 0 0 / 0.16)',
  fontSize: '0.8125rem',
}
