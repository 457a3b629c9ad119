import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { NavLink } from 'react-router'

export interface NavRowProps {
  readonly to: string
  readonly label: string
  readonly icon?: ReactNode
  readonly end?: boolean
  /** How far below the top of the tree it stands. */
  readonly depth?: number
  /** A button before the label that opens what is below. */
  readonly toggle?: ReactNode
}

export function NavRow({ to, label, icon, end = false, depth = 0, toggle }: NavRowProps) {
  return (
    <Box
      sx={{
        position: 'relative',
        '& > a': {
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          minHeight: 'var(--dw-line, 30px)',
          pr: 1,
          pl: depth === 0 ? 1 : `${10 + depth * 14 + 16}px`,
          borderRadius: '6px',
          color: 'text.secondary',
          fontSize: '0.8125rem',
          fontWeight: depth === 0 ? 500 : 400,
          textDecoration: 'none',
          '& svg': { fontSize: 17 },
        },
        '& > a:hover': { bgcolor: 'action.selected', color: 'text.primary' },
        '& > a.active': { bgcolor: 'action.selected', color: 'text.primary', fontWeight: 500 },
        '& > a:focus-visible': { outlineOffset: '-2px' },
        '& > button': { position: 'absolute', top: 3, left: `${depth * 14 + 1}px`, zIndex: 1 },
      }}
    >
      {toggle}
      <NavLink to={to} end={end} title={label} aria-label={label}>
        {icon}
        <Box
          component="span"
          sx={{
            display: { xs: 'none', md: 'block' },
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {label}
        </Box>
      </NavLink>
    </Box>
  )
}
