import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

export interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** One sentence and one button where there is nothing yet. */
export function EmptyState({ icon, children, action }: EmptyStateProps) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        textAlign: 'center',
        gap: 2,
        px: 3,
        py: 7,
        border: 1,
        borderColor: 'divider',
        borderRadius: '10px',
        '& > svg': { fontSize: 28, color: 'text.disabled' },
      }}
    >
      {icon}
      <Typography variant="body1" color="textSecondary" sx={{ maxWidth: 440, textWrap: 'balance' }}>
        {children}
      </Typography>
      {action}
    </Box>
  )
}
