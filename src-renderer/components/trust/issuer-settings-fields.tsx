import Box from '@mui/material/Box'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import Switch from '@mui/material/Switch'
import { Controller, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ProviderProfile } from '#contract/guided-setup.ts'
import { TextInput } from '#renderer/components/text-input.tsx'
import type { PolicyForm } from './policy-form.ts'

type Setting = 'network' | 'keys'

/** Which settings of a new issuer are usual with a provider; the others stand under "More". */
export function listUsualSettings(profile: ProviderProfile | undefined): readonly Setting[] {
  const { isOftenPrivate = false, needsPastedKeys = false } = profile?.issuerDefaults ?? {}
  return [
    ...(isOftenPrivate ? ['network' as const] : []),
    ...(needsPastedKeys ? ['keys' as const] : []),
  ]
}

/** How a new issuer is reached, and its keys where it cannot be reached at all. */
export function IssuerSettingsFields({ settings }: { settings: readonly Setting[] }) {
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {settings.includes('network') && <PrivateNetworkField />}
      {settings.includes('keys') && <PastedKeysField />}
    </Box>
  )
}

function PrivateNetworkField() {
  const { t } = useTranslation('trust')
  const { control, formState } = useFormContext<PolicyForm>()
  const error = formState.errors.allowPrivateNetwork?.message

  return (
    <Box>
      <Controller
        control={control}
        name="allowPrivateNetwork"
        render={({ field: { value, ref, ...field } }) => (
          <FormControlLabel
            control={<Switch {...field} slotProps={{ input: { ref } }} checked={value} />}
            label={t('builder.privateNetwork')}
          />
        )}
      />
      <FormHelperText error={error !== undefined}>
        {error ?? t('builder.privateNetworkHint')}
      </FormHelperText>
    </Box>
  )
}

function PastedKeysField() {
  const { t } = useTranslation('trust')
  const { register, formState } = useFormContext<PolicyForm>()

  return (
    <TextInput
      label={t('builder.pastedKeys')}
      optional
      registration={register('pastedKeys')}
      error={formState.errors.pastedKeys?.message}
      hint={t('builder.pastedKeysHint')}
      input={{
        multiline: true,
        minRows: 3,
        maxRows: 10,
        placeholder: '{"keys":[…]}',
        inputProps: { spellCheck: false },
      }}
    />
  )
}
