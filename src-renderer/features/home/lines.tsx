import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface LinesProps {
  readonly lines: readonly { readonly key: string; readonly line: ReactNode }[]
  /** How many there are besides those shown. */
  readonly more?: number
  readonly empty: string
}

/** A short list, each line with its name at the left and its time at the right. */
export function Lines({ lines, more = 0, empty }: LinesProps) {
  const { t } = useTranslation('home')
  if (lines.length === 0) return <Box sx={linesLook.secondary}>{empty}</Box>

  return (
    <Box component="ul" sx={linesLook.list}>
      {lines.map(({ key, line }) => (
        <li key={key}>{line}</li>
      ))}
      {more > 0 && (
        <Box component="li" sx={linesLook.secondary}>
          {t('expiring.more', { count: more })}
        </Box>
      )}
    </Box>
  )
}

export const linesLook = {
  list: {
    m: 0,
    p: 0,
    listStyle: 'none',
    fontSize: '0.8125rem',
    '& > li': {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      columnGap: 2,
      py: 0.75,
      borderBottom: 1,
      borderColor: 'divider',
    },
    '& > li:last-of-type': { borderBottom: 0 },
  },
  main: { fontWeight: 500, overflowWrap: 'anywhere', minWidth: 0 },
  secondary: { fontSize: '0.8125rem', color: 'text.secondary' },
} as const
