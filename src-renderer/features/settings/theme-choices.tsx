import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { useStore } from 'zustand'
import { isThemeChoice } from '#renderer/lib/preferences.ts'
import { useServices } from '#renderer/lib/services.tsx'

const choices = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'Like the system' },
]

export function ThemeChoices() {
  const { preferences } = useServices()
  const choice = useStore(preferences, (state) => state.theme)

  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={choice}
      aria-label="Theme"
      onChange={(_, theme: unknown) =>
        isThemeChoice(theme) && preferences.getState().change({ theme })
      }
    >
      {choices.map(({ value, label }) => (
        <ToggleButton key={value} value={value}>
          {label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
