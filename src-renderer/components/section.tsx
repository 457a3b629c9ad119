import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { type ReactNode, useId } from 'react'

export interface SectionProps {
  readonly title: string
  readonly description?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A bordered part of a page with its own heading. */
export function Section({ title, description, actions, children }: SectionProps) {
  const id = useId()

  return (
    <Box
      component="section"
      aria-labelledby={id}
      sx={{ border: 1, borderColor: 'divider', borderRadius: '10px', mb: 2.5 }}
    >
      <Box sx={headLook}>
        <Box sx={{ flex: { xs: '1 1 280px', md: 1 }, minWidth: 0 }}>
          <Typography id={id} variant="h2">
            {title}
          </Typography>
          {description && (
            <Typography variant="body2" color="textSecondary">
              {description}
            </Typography>
          )}
        </Box>
        {actions}
      </Box>
      <Box sx={{ p: '12px 20px 20px' }}>{children}</Box>
    </Box>
  )
}

const headLook = {
  display: 'flex',
  flexWrap: { xs: 'wrap', md: 'nowrap' },
  alignItems: 'center',
  gap: 2,
  p: '14px 20px 0',
}
