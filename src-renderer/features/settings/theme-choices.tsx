import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { useStore } from 'zustand'
import { useServices } from '#renderer/lib/services.tsx'
import { isThemeChoice } from '#renderer/lib/shell.ts'

const choices = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'Like the system' },
]

export function ThemeChoices() {
  const { theme } = useServices()
  const choice = useStore(theme, (state) => state.choice)

  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={choice}
      aria-label="Theme"
      onChange={(_, chosen: unknown) => isThemeChoice(chosen) && theme.getState().choose(chosen)}
    >
      {choices.map(({ value, label }) => (
        <ToggleButton key={value} value={value}>
          {label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
