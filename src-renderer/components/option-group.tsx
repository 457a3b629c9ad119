import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** Options that belong together, under a name; a list box may hold groups of options, but no lists. */
export function OptionGroup({ name, children }: { name: string; children?: ReactNode }) {
  return (
    <Box component="li" role="group" aria-label={name}>
      <Box aria-hidden sx={groupLook}>
        {name}
      </Box>
      <Box component="ul" role="presentation" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {children}
      </Box>
    </Box>
  )
}

const groupLook = { fontSize: '0.75rem', lineHeight: '28px', color: 'text.secondary', px: '10px' }
