import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

export interface MarkProps {
  readonly color: 'success.main' | 'error.main' | 'text.secondary'
  readonly icon: ReactNode
  readonly children: ReactNode
}

/** A word with an icon, so that no state is told by its colour alone. */
export function Mark({ color, icon, children }: MarkProps) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        minWidth: 0,
        color,
        whiteSpace: 'nowrap',
        '& svg': { fontSize: 16 },
      }}
    >
      {icon}
      <Box component="span" sx={{ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {children}
      </Box>
    </Box>
  )
}
