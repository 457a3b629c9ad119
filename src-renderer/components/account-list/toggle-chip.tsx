import CheckRounded from '@mui/icons-material/CheckRounded'
import Chip from '@mui/material/Chip'

export interface ToggleChipProps {
  readonly label: string
  readonly pressed: boolean
  readonly onChange: (pressed: boolean) => void
}

/** A filter that is on or off; a tick says so besides the colour. */
export function ToggleChip({ label, pressed, onChange }: ToggleChipProps) {
  return (
    <Chip
      label={label}
      aria-pressed={pressed}
      variant={pressed ? 'filled' : 'outlined'}
      color={pressed ? 'primary' : 'default'}
      {...(pressed && { icon: <CheckRounded /> })}
      onClick={() => onChange(!pressed)}
      sx={{ height: 28 }}
    />
  )
}
