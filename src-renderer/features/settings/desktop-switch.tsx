import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'

export interface DesktopSwitchProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export function DesktopSwitch({ label, checked, onChange }: DesktopSwitchProps) {
  return (
    <FormControlLabel
      label={label}
      control={<Switch checked={checked} onChange={(_, on) => onChange(on)} />}
    />
  )
}
