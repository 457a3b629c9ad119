import MoreHorizRounded from '@mui/icons-material/MoreHorizRounded'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { type ReactNode, useState } from 'react'

export interface MenuAction {
  readonly label: string
  readonly icon?: ReactNode
  readonly dangerous?: boolean
  readonly onChoose: () => void
}

/** The things that are done seldom, behind three dots. */
export function MoreMenu({ label, actions }: { label: string; actions: readonly MenuAction[] }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)

  return (
    <>
      <IconButton
        aria-label={label}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ border: 1, borderColor: 'divider', minWidth: 32, minHeight: 32 }}
      >
        <MoreHorizRounded />
      </IconButton>
      <ActionMenu anchor={anchor} actions={actions} onClose={() => setAnchor(null)} />
    </>
  )
}

export interface ActionMenuProps {
  readonly anchor: HTMLElement | null
  readonly actions: readonly MenuAction[]
  readonly onClose: () => void
}

export function ActionMenu({ anchor, actions, onClose }: ActionMenuProps) {
  return (
    <Menu
      anchorEl={anchor}
      open={anchor !== null}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: -4, horizontal: 'right' }}
    >
      {actions.map(({ label, icon, dangerous, onChoose }) => (
        <MenuItem
          key={label}
          onClick={() => {
            onClose()
            onChoose()
          }}
          sx={{ ...(dangerous && { color: 'error.main' }), '& svg': { fontSize: 17 } }}
        >
          {icon}
          {label}
        </MenuItem>
      ))}
    </Menu>
  )
}
