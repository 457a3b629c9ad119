import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { ExpiryPicker } from '#renderer/components/secret/expiry-picker.tsx'
import type { NewAccountForm } from './new-account-form.ts'

/** Whether the account gets an id and a secret, and for how long. */
export function ClientCredentialsFields({ maximumDays }: { maximumDays: number }) {
  const { t } = useTranslation('accounts')
  const { control, formState } = useFormContext<NewAccountForm>()
  const enabled = useWatch({ control, name: 'clientCredentials.enabled' })
  const isTurnedOff = maximumDays < 1
  const error = formState.errors.clientCredentials?.expiry

  return (
    <Box>
      <Controller
        control={control}
        name="clientCredentials.enabled"
        render={({ field: { value, ref, ...field } }) => (
          <FormControlLabel
            disabled={isTurnedOff}
            control={<Checkbox {...field} slotProps={{ input: { ref } }} checked={value} />}
            label={t('methods.enable')}
          />
        )}
      />
      {isTurnedOff && <FormHelperText>{t('methods.turnedOff')}</FormHelperText>}
      {enabled && !isTurnedOff && (
        <Box sx={{ mt: 1.5 }}>
          <Controller
            control={control}
            name="clientCredentials.expiry"
            render={({ field }) => (
              <ExpiryPicker
                maximumDays={maximumDays}
                value={field.value}
                onChange={field.onChange}
                error={error?.message ?? error?.expiresAt?.message}
              />
            )}
          />
        </Box>
      )}
    </Box>
  )
}
