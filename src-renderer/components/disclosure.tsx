import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

export interface DisclosureProps {
  readonly title: string
  readonly open?: boolean
  readonly children: ReactNode
}

/** What is needed seldom, folded away under its title. */
export function Disclosure({ title, open = false, children }: DisclosureProps) {
  return (
    <Box
      component="details"
      {...(open && { open })}
      sx={{
        '& > summary': {
          cursor: 'pointer',
          fontSize: '0.8125rem',
          fontWeight: 500,
          lineHeight: '28px',
          width: 'fit-content',
          borderRadius: '5px',
        },
      }}
    >
      <summary>{title}</summary>
      <Box sx={{ pt: 1 }}>{children}</Box>
    </Box>
  )
}
