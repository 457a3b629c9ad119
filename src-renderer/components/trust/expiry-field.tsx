import Box from '@mui/material/Box'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { TextInput } from '#renderer/components/text-input.tsx'
import type { PolicyForm } from './policy-form.ts'

export function ExpiryField() {
  const { t } = useTranslation('trust')
  const { register, formState } = useFormContext<PolicyForm>()

  return (
    <Box sx={{ maxWidth: 280 }}>
      <TextInput
        label={t('builder.expires')}
        optional
        registration={register('expires')}
        error={formState.errors.expires?.message}
        hint={t('builder.expiresHint')}
        input={{ type: 'datetime-local' }}
      />
    </Box>
  )
}
