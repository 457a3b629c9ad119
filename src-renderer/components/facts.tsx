import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

export interface Fact {
  readonly term: string
  readonly value: ReactNode
}

/** Terms and their values in two aligned columns. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: 'minmax(128px, max-content) minmax(0, 1fr)',
        columnGap: 3,
        fontSize: '0.8125rem',
        alignItems: 'baseline',
        '& dt': { color: 'text.secondary', lineHeight: '28px' },
        '& dd': { m: 0, minWidth: 0, lineHeight: '28px', overflowWrap: 'anywhere' },
      }}
    >
      {facts.map(({ term, value }) => (
        <Box key={term} sx={{ display: 'contents' }}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </Box>
      ))}
    </Box>
  )
}
