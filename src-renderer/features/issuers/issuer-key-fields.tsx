import Box from '@mui/material/Box'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { TextInput } from '#renderer/components/text-input.tsx'
import type { IssuerForm } from './issuer-form.ts'

/** Where an issuer's keys come from, where discovery is not enough. */
export function IssuerKeyFields() {
  const { t } = useTranslation('issuers')
  const { register, formState } = useFormContext<IssuerForm>()
  const { errors } = formState
  const pem = { multiline: true, minRows: 3, maxRows: 8, inputProps: { spellCheck: false } }

  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <TextInput
        label={t('form.keyUrl')}
        optional
        registration={register('keyUrl')}
        error={errors.keyUrl?.message}
        hint={t('form.keyUrlHint')}
        input={{ inputProps: { spellCheck: false } }}
      />
      <TextInput
        label={t('form.pastedKeys')}
        optional
        registration={register('pastedKeys')}
        error={errors.pastedKeys?.message}
        hint={t('form.pastedKeysHint')}
        input={pem}
      />
      <TextInput
        label={t('form.authority')}
        optional
        registration={register('certificateAuthority')}
        error={errors.certificateAuthority?.message}
        hint={t('form.authorityHint')}
        input={{ ...pem, placeholder: '-----BEGIN CERTIFICATE-----' }}
      />
    </Box>
  )
}
