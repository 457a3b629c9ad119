import { zodResolver } from '@hookform/resolvers/zod'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type Settings, SigningAlgorithm } from '#contract/settings.ts'
import { FormRefusal, placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { i18next } from '#renderer/lib/language.ts'
import { useServices } from '#renderer/lib/services.tsx'

/** Numbers that may be set, with their bounds and words. */
const numbers = {
  accessTokenLifetimeSeconds: { from: 60, to: 86_400, label: 'lifetime', hint: 'lifetimeHint' },
  clientSecretMaximumDays: { from: 0, to: 3650, label: 'secrets', hint: 'secretsHint' },
  signingKeyRotationDays: { from: 0, to: 3650, label: 'rotation', hint: 'rotationHint' },
  lockoutFailures: { from: 0, to: 1000, label: 'failures', hint: 'failuresHint' },
  lockoutSeconds: { from: 1, to: 3600, label: 'lockout', hint: 'lockoutHint' },
  requestsPerMinute: { from: 0, to: 1_000_000_000, label: 'total', hint: 'noLimit' },
  requestsPerMinutePerAddress: { from: 0, to: 1_000_000_000, label: 'perAddress', hint: 'noLimit' },
} as const

type NumberName = keyof typeof numbers

// Safe: a literal has no other keys.
const numberNames = Object.keys(numbers) as NumberName[]

/** Worded when it is said: the language can change. */
function wholeNumber({ from, to }: { readonly from: number; readonly to: number }) {
  const error = () => i18next.t('server:limits.wholeNumber', { from, to })
  return z.number({ error }).int({ error }).min(from, { error }).max(to, { error })
}

const TokenSettings = z.object({
  accessTokenLifetimeSeconds: wholeNumber(numbers.accessTokenLifetimeSeconds),
  clientSecretMaximumDays: wholeNumber(numbers.clientSecretMaximumDays),
  signingAlgorithm: SigningAlgorithm,
  signingKeyRotationDays: wholeNumber(numbers.signingKeyRotationDays),
  lockoutFailures: wholeNumber(numbers.lockoutFailures),
  lockoutSeconds: wholeNumber(numbers.lockoutSeconds),
  requestsPerMinute: wholeNumber(numbers.requestsPerMinute),
  requestsPerMinutePerAddress: wholeNumber(numbers.requestsPerMinutePerAddress),
})
type TokenSettings = z.infer<typeof TokenSettings>

/** What tokens, secrets, keys and callers are held to. */
export function TokenSettingsForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation('server')
  const { client, queries, toasts } = useServices()
  const cache = useQueryClient()
  const [refusal, setRefusal] = useState<Refusal>()
  const form = useForm<TokenSettings>({
    resolver: zodResolver(TokenSettings),
    defaultValues: pickTokenSettings(settings),
  })
  const [version, setVersion] = useState(settings.version)
  const { errors, isSubmitting, isDirty } = form.formState
  const key = queries.settings.get.queryKey()

  const save = form.handleSubmit(async (values) => {
    try {
      const saved = await client.settings.update({ version, ...values })
      cache.setQueryData(key, saved)
      form.reset(pickTokenSettings(saved))
      setVersion(saved.version)
      setRefusal(undefined)
      toasts.getState().succeed(t('limits.saved'))
    } catch (error) {
      setRefusal(placeRefusal(error, form, toField))
    }
  })
  const loadNewer = async () => {
    const newer = await client.settings.get()
    cache.setQueryData(key, newer)
    form.reset(pickTokenSettings(newer), { keepDirtyValues: true })
    setVersion(newer.version)
    setRefusal(undefined)
  }

  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => void save(event)}
      sx={{ display: 'grid', gap: 2, maxWidth: 440, '& > .MuiAlert-root': { mb: 0 } }}
    >
      <FormRefusal refusal={refusal} loadNewer={loadNewer} />
      {numberNames.map((name) => {
        const { from, to, label, hint } = numbers[name]
        return (
          <TextInput
            key={name}
            label={t(`limits.${label}`)}
            hint={t(`limits.${hint}`)}
            registration={form.register(name, { valueAsNumber: true })}
            error={errors[name]?.message}
            input={{ type: 'number', inputProps: { min: from, max: to } }}
          />
        )
      })}
      <SelectInput
        label={t('limits.algorithm')}
        options={SigningAlgorithm.options.map((value) => ({ value, label: t(`limits.${value}`) }))}
        registration={form.register('signingAlgorithm')}
        error={errors.signingAlgorithm?.message}
      />
      <Box>
        <Button type="submit" variant="contained" disabled={isSubmitting || !isDirty}>
          {t('limits.save')}
        </Button>
      </Box>
    </Box>
  )
}

function pickTokenSettings(settings: Settings): TokenSettings {
  return TokenSettings.parse(settings)
}

function toField(field: string): keyof TokenSettings | undefined {
  return TokenSettings.keyof().safeParse(field).data
}
