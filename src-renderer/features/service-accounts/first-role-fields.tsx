import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { NamespacePicker } from '#renderer/components/lookup/namespace-picker.tsx'
import { RoleChoice } from '#renderer/components/members/role-choice.tsx'
import { Section } from '#renderer/components/section.tsx'
import type { NewAccountForm } from './new-account-form.ts'

/** The role that a new account begins with, if any. */
export function FirstRoleFields({ group }: { group: string }) {
  const { t } = useTranslation('accounts')
  const { control, formState } = useFormContext<NewAccountForm>()
  const isWanted = useWatch({ control, name: 'firstRole.wanted' })
  const errors = formState.errors.firstRole

  return (
    <Section title={t('firstRole.title')} description={t('firstRole.description')}>
      <Controller
        control={control}
        name="firstRole.wanted"
        render={({ field: { value, ref, ...field } }) => (
          <FormControlLabel
            control={<Checkbox {...field} slotProps={{ input: { ref } }} checked={value} />}
            label={t('firstRole.give')}
          />
        )}
      />
      {isWanted && (
        <Box sx={{ display: 'grid', gap: 2, mt: 1.5 }}>
          <Controller
            control={control}
            name="firstRole.namespace"
            render={({ field }) => (
              <NamespacePicker
                label={t('firstRole.where')}
                value={field.value}
                onChange={field.onChange}
                within={group}
                withRoot={group === ''}
                error={errors?.namespace?.message}
              />
            )}
          />
          <Controller
            control={control}
            name="firstRole.role"
            render={({ field }) => (
              <div>
                <RoleChoice value={field.value || undefined} onChange={field.onChange} />
                {errors?.role && <FormHelperText error>{errors.role.message}</FormHelperText>}
              </div>
            )}
          />
        </Box>
      )}
    </Section>
  )
}
