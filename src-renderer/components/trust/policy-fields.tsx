import Box from '@mui/material/Box'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { BoundClaimsFields } from './bound-claims-fields.tsx'
import type { PolicyForm } from './policy-form.ts'

/** The policy itself, written by hand; a saved one keeps its issuer. */
export function PolicyFields({ isSaved }: { isSaved: boolean }) {
  const { t } = useTranslation('trust')
  const { register, formState } = useFormContext<PolicyForm>()
  const { errors } = formState

  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <TextInput
        label={t('builder.name')}
        optional
        registration={register('name')}
        error={errors.name?.message}
        input={{ placeholder: t('builder.nameExample') }}
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
        <TextInput
          label={t('builder.issuerUrl')}
          registration={register('issuerUrl')}
          error={errors.issuerUrl?.message}
          hint={isSaved ? t('builder.issuerFixed') : t('builder.issuerHint')}
          input={{
            placeholder: 'https://gitlab.com',
            readOnly: isSaved,
            inputProps: { spellCheck: false },
          }}
        />
        <AudienceField />
      </Box>
      <Box sx={{ maxWidth: 280 }}>
        <SelectInput
          label={t('builder.compared')}
          options={[
            { value: 'exact', label: t('builder.exactly') },
            { value: 'wildcard', label: t('builder.withStar') },
          ]}
          registration={register('matchMode')}
        />
      </Box>
      <BoundClaimsFields />
    </Box>
  )
}

/** The audience; where the questions are answered, the server proposes one. */
export function AudienceField({ proposed }: { proposed?: string | undefined }) {
  const { t } = useTranslation('trust')
  const { register, formState } = useFormContext<PolicyForm>()

  return (
    <TextInput
      label={t('builder.audience')}
      optional={proposed !== undefined}
      registration={register('audience')}
      error={formState.errors.audience?.message}
      hint={t('builder.audienceHint')}
      input={{
        placeholder:
          proposed === undefined
            ? 'https://doorward.example'
            : proposed || t('builder.audienceProposed'),
        inputProps: { spellCheck: false },
      }}
    />
  )
}
