import Box from '@mui/material/Box'
import { useFormContext } from 'react-hook-form'
import { TextInput } from '#renderer/components/text-input.tsx'
import type { PolicyForm } from './policy-form.ts'

export function ExpiryField() {
  const { register, formState } = useFormContext<PolicyForm>()

  return (
    <Box sx={{ maxWidth: 280 }}>
      <TextInput
        label="Policy expires"
        optional
        registration={register('expires')}
        error={formState.errors.expires?.message}
        hint="In your local time. Empty for never."
        input={{ type: 'datetime-local' }}
      />
    </Box>
  )
}
