import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Divider from '@mui/material/Divider'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Section } from '#renderer/components/section.tsx'
import { ClientCredentialsFields } from './client-credentials-fields.tsx'
import type { NewAccountForm } from './new-account-form.ts'
import { NewPoliciesFields } from './new-policies-fields.tsx'

export interface AuthenticationMethodsFieldsProps {
  readonly maximumDays: number
}

export function AuthenticationMethodsFields(props: AuthenticationMethodsFieldsProps) {
  const { t } = useTranslation('accounts')
  const { formState, control } = useFormContext<NewAccountForm>()
  const [policies, enabled] = useWatch({
    control,
    name: ['trustPolicies', 'clientCredentials.enabled'],
  })
  const missing = policies.length === 0 && !enabled && formState.errors.methods?.message

  return (
    <Section title={t('methods.title')} description={t('methods.description')}>
      {missing && (
        <Alert severity="error" role="alert" sx={{ mb: 2 }}>
          {missing}
        </Alert>
      )}
      <Method title={t('methods.federation')} text={t('methods.federationText')}>
        <NewPoliciesFields />
      </Method>
      <Divider sx={{ my: 2.5, mx: -2.5 }} />
      <Method title={t('methods.clientCredentials')} text={t('methods.clientCredentialsText')}>
        <ClientCredentialsFields maximumDays={props.maximumDays} />
      </Method>
    </Section>
  )
}

function Method(props: { title: string; text: string; children: ReactNode }) {
  return (
    <Box role="group" aria-label={props.title}>
      <Typography variant="h3" component="h3">
        {props.title}
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        {props.text}
      </Typography>
      {props.children}
    </Box>
  )
}
