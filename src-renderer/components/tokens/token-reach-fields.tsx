import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import FormLabel from '@mui/material/FormLabel'
import { useId } from 'react'
import { type Control, Controller, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { NamespacesField } from '#renderer/components/lookup/namespaces-field.tsx'
import { PermissionPicker } from '#renderer/components/permissions/permission-picker.tsx'
import type { TokenForm } from './token-form.ts'

/** What is taken away from a token, out of all that its owner may do. */
export function TokenReachFields({ control }: { control: Control<TokenForm> }) {
  const { t } = useTranslation('tokens')
  const id = useId()
  const [limitsPermissions, limitsNamespaces] = useWatch({
    control,
    name: ['limitsPermissions', 'limitsNamespaces'],
  })

  return (
    <Box role="group" aria-labelledby={id}>
      <FormLabel id={id} component="div">
        {t('create.reach')}
      </FormLabel>
      <FormHelperText sx={{ mb: 0.5 }}>{t('create.lessHint')}</FormHelperText>
      <Limit control={control} name="limitsPermissions" label={t('create.onlyPermissions')} />
      {limitsPermissions && (
        <Controller
          control={control}
          name="permissions"
          render={({ field, fieldState }) => (
            <PermissionPicker
              label={t('create.onlyPermissions')}
              value={field.value}
              onChange={field.onChange}
              error={fieldState.error?.message}
            />
          )}
        />
      )}
      <Limit control={control} name="limitsNamespaces" label={t('create.onlyNamespaces')} />
      {limitsNamespaces && (
        <Controller
          control={control}
          name="namespaces"
          render={({ field, fieldState }) => (
            <NamespacesField
              label={t('create.addNamespace')}
              toRemoveLabel={(path) => t('create.removeNamespace', { path })}
              value={field.value}
              onChange={field.onChange}
              error={fieldState.error?.message}
            />
          )}
        />
      )}
    </Box>
  )
}

interface LimitProps {
  readonly control: Control<TokenForm>
  readonly name: 'limitsPermissions' | 'limitsNamespaces'
  readonly label: string
}

function Limit({ control, name, label }: LimitProps) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field: { value, ref, ...field } }) => (
        <FormControlLabel
          sx={{ display: 'flex' }}
          control={<Checkbox {...field} slotProps={{ input: { ref } }} checked={value} />}
          label={label}
        />
      )}
    />
  )
}
