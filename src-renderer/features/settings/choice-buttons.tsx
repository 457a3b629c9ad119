import FormControl from '@mui/material/FormControl'
import FormLabel from '@mui/material/FormLabel'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { useId } from 'react'

export interface ChoiceButtonsProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChoose: (value: unknown) => void
}

/** One of a few, side by side. */
export function ChoiceButtons({ label, value, options, onChoose }: ChoiceButtonsProps) {
  const id = useId()

  return (
    <FormControl>
      <FormLabel id={id} component="span">
        {label}
      </FormLabel>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={value}
        aria-labelledby={id}
        onChange={(_, chosen: unknown) => onChoose(chosen)}
      >
        {options.map((option) => (
          <ToggleButton key={option.value} value={option.value}>
            {option.label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </FormControl>
  )
}
