import Check from '@mui/icons-material/Check'
import ContrastRounded from '@mui/icons-material/ContrastRounded'
import DarkModeOutlined from '@mui/icons-material/DarkModeOutlined'
import LightModeOutlined from '@mui/icons-material/LightModeOutlined'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Tooltip from '@mui/material/Tooltip'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { ThemeChoice } from '#renderer/lib/preferences.ts'
import { useServices } from '#renderer/lib/services.tsx'

const looks = {
  light: { label: 'Light', icon: <LightModeOutlined fontSize="small" /> },
  dark: { label: 'Dark', icon: <DarkModeOutlined fontSize="small" /> },
  system: { label: 'Like the system', icon: <ContrastRounded fontSize="small" /> },
} as const satisfies Record<ThemeChoice, object>

const choices: readonly ThemeChoice[] = ['light', 'dark', 'system']

export function ThemeMenu() {
  const { preferences } = useServices()
  const choice = useStore(preferences, (state) => state.theme)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)

  const choose = (chosen: ThemeChoice) => {
    preferences.getState().change({ theme: chosen })
    setAnchor(null)
  }

  return (
    <>
      <Tooltip title={`Theme: ${looks[choice].label}`}>
        <IconButton
          aria-label={`Theme: ${looks[choice].label}`}
          aria-haspopup="menu"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          {looks[choice].icon}
        </IconButton>
      </Tooltip>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        {choices.map((option) => (
          <MenuItem
            key={option}
            role="menuitemradio"
            aria-checked={option === choice}
            onClick={() => choose(option)}
          >
            {looks[option].icon}
            <Box component="span" sx={{ flex: 1, pr: 2 }}>
              {looks[option].label}
            </Box>
            <Check fontSize="small" sx={{ visibility: option === choice ? 'visible' : 'hidden' }} />
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
