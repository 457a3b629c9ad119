import Check from '@mui/icons-material/Check'
import ContrastRounded from '@mui/icons-material/ContrastRounded'
import DarkModeOutlined from '@mui/icons-material/DarkModeOutlined'
import LightModeOutlined from '@mui/icons-material/LightModeOutlined'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Tooltip from '@mui/material/Tooltip'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ThemeChoice } from '#renderer/lib/preferences.ts'
import { useServices } from '#renderer/lib/services.tsx'

const icons = {
  light: <LightModeOutlined fontSize="small" />,
  dark: <DarkModeOutlined fontSize="small" />,
  system: <ContrastRounded fontSize="small" />,
} as const satisfies Record<ThemeChoice, ReactNode>

const choices: readonly ThemeChoice[] = ['light', 'dark', 'system']

export function ThemeMenu() {
  const { t } = useTranslation('frame')
  const { preferences } = useServices()
  const choice = useStore(preferences, (state) => state.theme)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)

  const choose = (chosen: ThemeChoice) => {
    preferences.getState().change({ theme: chosen })
    setAnchor(null)
  }

  return (
    <>
      <Tooltip title={t('themeIs', { theme: t(`themes.${choice}`) })}>
        <IconButton
          aria-label={t('themeIs', { theme: t(`themes.${choice}`) })}
          aria-haspopup="menu"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          {icons[choice]}
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
            {icons[option]}
            <Box component="span" sx={{ flex: 1, pr: 2 }}>
              {t(`themes.${option}`)}
            </Box>
            <Check fontSize="small" sx={{ visibility: option === choice ? 'visible' : 'hidden' }} />
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
