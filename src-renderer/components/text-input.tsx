import FormControl from '@mui/material/FormControl'
import FormHelperText from '@mui/material/FormHelperText'
import FormLabel from '@mui/material/FormLabel'
import OutlinedInput, { type OutlinedInputProps } from '@mui/material/OutlinedInput'
import { type ReactNode, useId } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'

export interface TextInputProps {
  readonly label: string
  readonly registration?: UseFormRegisterReturn
  readonly error?: string | undefined
  readonly hint?: ReactNode
  readonly optional?: boolean
  readonly hiddenLabel?: boolean
  readonly input?: Omit<OutlinedInputProps, 'error' | 'id'>
}

/** A labelled field with its hint, or what is wrong with it, below. */
export function TextInput(props: TextInputProps) {
  const id = useId()
  const { label, registration, error, hint, hiddenLabel } = props
  const { ref, ...register } = registration ?? { ref: undefined }
  const describedBy = error || hint ? `${id}-text` : undefined

  return (
    <FormControl error={error !== undefined}>
      {!hiddenLabel && (
        <FormLabel htmlFor={id}>
          {label}
          {props.optional && <OptionalMark />}
        </FormLabel>
      )}
      <OutlinedInput
        {...props.input}
        {...register}
        {...(ref && { inputRef: ref })}
        id={id}
        inputProps={{
          ...props.input?.inputProps,
          ...(hiddenLabel && { 'aria-label': label }),
          'aria-describedby': describedBy,
        }}
      />
      {describedBy && <FormHelperText id={describedBy}>{error ?? hint}</FormHelperText>}
    </FormControl>
  )
}

export function OptionalMark() {
  return <span className="optional"> (optional)</span>
}
