import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import type { ReactNode } from 'react'

const HEIGHT = 34

/** What stands above a list: its search at the left, what makes something new at the right. */
export function Toolbar({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'space-between',
        gap: 2,
        minHeight: HEIGHT,
        mb: 1.5,
      }}
    >
      {children}
    </Box>
  )
}

/** Keeps the place of the toolbar, and of a line of filters below it, until it is known whether the list has anything to search. */
export function ToolbarSkeleton({ withFilters = false }: { withFilters?: boolean }) {
  return (
    <>
      <Toolbar>
        <Skeleton variant="rounded" width={300} height={32} />
      </Toolbar>
      {withFilters && (
        <Toolbar>
          <Skeleton variant="rounded" width="100%" height={32} />
        </Toolbar>
      )}
    </>
  )
}
