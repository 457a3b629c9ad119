import Box from '@mui/material/Box'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import Switch from '@mui/material/Switch'
import { useId } from 'react'
import { type Control, Controller, type FieldPathByValue, type FieldValues } from 'react-hook-form'

export interface FormSwitchProps<Values extends FieldValues> {
  readonly control: Control<Values>
  readonly name: FieldPathByValue<Values, boolean>
  readonly label: string
  readonly hint: string
}

/** A switch of a form, with what it means below. */
export function FormSwitch<Values extends FieldValues>(props: FormSwitchProps<Values>) {
  const hintId = useId()

  return (
    <Box>
      <Controller
        control={props.control}
        name={props.name}
        render={({ field: { value, ref, ...field } }) => (
          <FormControlLabel
            control={
              <Switch
                {...field}
                checked={value === true}
                slotProps={{ input: { ref, 'aria-describedby': hintId } }}
              />
            }
            label={props.label}
          />
        )}
      />
      <FormHelperText id={hintId} sx={{ mt: 0 }}>
        {props.hint}
      </FormHelperText>
    </Box>
  )
}
