import FormControl from '@mui/material/FormControl'
import FormHelperText from '@mui/material/FormHelperText'
import FormLabel from '@mui/material/FormLabel'
import NativeSelect from '@mui/material/NativeSelect'
import OutlinedInput from '@mui/material/OutlinedInput'
import { type ReactNode, useId } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'

export interface SelectInputProps {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly registration?: UseFormRegisterReturn
  readonly value?: string
  readonly onChange?: (value: string) => void
  readonly error?: string | undefined
  readonly hint?: ReactNode
  readonly hiddenLabel?: boolean
}

/** A choice among a few; the platform's own list, so that it works everywhere. */
export function SelectInput(props: SelectInputProps) {
  const id = useId()
  const { label, registration, error, hint, hiddenLabel, onChange, value } = props
  const { ref, ...register } = registration ?? { ref: undefined }
  const describedBy = error || hint ? `${id}-text` : undefined

  return (
    <FormControl error={error !== undefined}>
      {!hiddenLabel && <FormLabel htmlFor={id}>{label}</FormLabel>}
      <NativeSelect
        input={<OutlinedInput />}
        {...register}
        {...(value !== undefined && { value })}
        {...(onChange && { onChange: (event) => onChange(event.target.value) })}
        {...(ref && { inputRef: ref })}
        id={id}
        inputProps={{
          ...(hiddenLabel && { 'aria-label': label }),
          'aria-describedby': describedBy,
        }}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </NativeSelect>
      {describedBy && <FormHelperText id={describedBy}>{error ?? hint}</FormHelperText>}
    </FormControl>
  )
}
