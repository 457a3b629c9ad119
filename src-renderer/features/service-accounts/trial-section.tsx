import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { TrialOutcome } from '#renderer/components/secret/token-trial.tsx'
import { useTokenTrial } from '#renderer/components/secret/use-token-trial.ts'
import { Section } from '#renderer/components/section.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'

/** Tries the account's client credentials; the secret is asked for, sent once and forgotten. */
export function TrialSection({ account }: { account: Pick<ServiceAccount, 'id'> }) {
  const { t } = useTranslation('accounts')
  const trial = useTokenTrial()
  const [secret, setSecret] = useState('')
  const [error, setError] = useState<string>()

  const test = (event: FormEvent<HTMLElement>) => {
    event.preventDefault()
    const clientSecret = secret.trim()
    setError(clientSecret === '' ? t('trial.secretMissing') : undefined)
    if (clientSecret === '') return
    setSecret('')
    void trial.run({ clientId: account.id, clientSecret })
  }

  return (
    <Section title={t('trial.title')} description={t('trial.description')}>
      <Box
        component="form"
        noValidate
        autoComplete="off"
        onSubmit={test}
        sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, maxWidth: 560 }}
      >
        <TextInput
          label={t('trial.secret')}
          error={error}
          hint={t('trial.secretHint')}
          input={{
            type: 'password',
            value: secret,
            onChange: (event) => setSecret(event.target.value),
            inputProps: { autoComplete: 'off', spellCheck: false, maxLength: 4096 },
          }}
        />
        <Button type="submit" variant="outlined" color="inherit" disabled={trial.busy} sx={atField}>
          {trial.busy ? t('trial.testing') : t('useIt.test')}
        </Button>
      </Box>
      <TrialOutcome result={trial.result} />
    </Section>
  )
}

/** Beside the field, not its label. */
const atField = { mt: '24px', minHeight: 34, flexShrink: 0 }
