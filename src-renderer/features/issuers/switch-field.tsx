import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { Controller, useFormContext } from 'react-hook-form'
import type { IssuerForm } from './issuer-form.ts'

export interface SwitchFieldProps {
  readonly name: 'allowPrivateNetwork' | 'allowMultipleAudiences'
  readonly label: string
}

export function SwitchField({ name, label }: SwitchFieldProps) {
  const { control } = useFormContext<IssuerForm>()

  return (
    <Controller
      control={control}
      name={name}
      render={({ field: { value, ref, ...field } }) => (
        <FormControlLabel
          control={<Switch {...field} slotProps={{ input: { ref } }} checked={value} />}
          label={label}
        />
      )}
    />
  )
}
