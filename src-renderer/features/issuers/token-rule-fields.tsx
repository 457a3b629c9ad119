import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControl from '@mui/material/FormControl'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import FormLabel from '@mui/material/FormLabel'
import { Controller, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { OutsideAlgorithm } from '#contract/issuer-settings.ts'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import type { IssuerForm } from './issuer-form.ts'
import { SwitchField } from './switch-field.tsx'

/** What the tokens of an issuer may be; a new one has its provider's habits where nothing is said. */
export function TokenRuleFields({ isNew }: { isNew: boolean }) {
  const { t } = useTranslation('issuers')
  const { register, formState } = useFormContext<IssuerForm>()
  const { errors } = formState

  return (
    <Box sx={{ display: 'grid', gap: 2, mt: 2 }}>
      <AlgorithmsField hint={isNew ? t('form.algorithmsHint') : undefined} />
      <TextInput
        label={t('form.maximumAge')}
        optional={isNew}
        registration={register('maximumAgeMinutes')}
        error={errors.maximumAgeMinutes?.message}
        hint={t('form.maximumAgeHint')}
        input={{ inputProps: { inputMode: 'decimal' } }}
      />
      <SelectInput
        label={t('form.replay')}
        options={[
          ...(isNew ? [{ value: '', label: t('form.usual') }] : []),
          { value: 'once', label: t('facts.once') },
          { value: 'reuse', label: t('facts.reuse') },
        ]}
        registration={register('replay')}
        error={errors.replay?.message}
      />
      <SwitchField name="allowMultipleAudiences" label={t('form.severalAudiences')} />
    </Box>
  )
}

function AlgorithmsField({ hint }: { hint: string | undefined }) {
  const { t } = useTranslation('issuers')
  const { control } = useFormContext<IssuerForm>()

  return (
    <Controller
      control={control}
      name="algorithms"
      render={({ field: { value, onChange }, fieldState: { error } }) => (
        <FormControl component="fieldset" error={error !== undefined}>
          <FormLabel component="legend">{t('form.algorithms')}</FormLabel>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1 }}>
            {OutsideAlgorithm.options.map((name) => (
              <FormControlLabel
                key={name}
                label={name}
                control={
                  <Checkbox
                    checked={value.includes(name)}
                    onChange={({ target }) =>
                      onChange(
                        OutsideAlgorithm.options.filter((one) =>
                          one === name ? target.checked : value.includes(one),
                        ),
                      )
                    }
                  />
                }
              />
            ))}
          </Box>
          {(error || hint) && <FormHelperText>{error?.message ?? hint}</FormHelperText>}
        </FormControl>
      )}
    />
  )
}
