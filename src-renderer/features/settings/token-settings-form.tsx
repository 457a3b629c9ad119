import { zodResolver } from '@hookform/resolvers/zod'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { type Settings, SigningAlgorithm } from '#contract/settings.ts'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { applyFieldProblems } from '#renderer/lib/apply-field-problems.ts'
import { i18next } from '#renderer/lib/language.ts'
import { type FieldProblem, type Problem, toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'

const wholeNumber = (from: number, to: number) => {
  const error = () => i18next.t('settings:tokens.wholeNumber', { from, to })
  return z.number({ error }).int({ error }).min(from, { error }).max(to, { error })
}

const TokenSettings = z.object({
  accessTokenLifetimeSeconds: wholeNumber(60, 86_400),
  clientSecretMaximumDays: wholeNumber(0, 3650),
  signingAlgorithm: SigningAlgorithm,
})
type TokenSettings = z.infer<typeof TokenSettings>

export function TokenSettingsForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation('settings')
  const { client, queries, toasts } = useServices()
  const cache = useQueryClient()
  const [refusal, setRefusal] = useState<{ problem: Problem; fields: readonly FieldProblem[] }>()
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
      toasts.getState().succeed(t('tokens.saved'))
    } catch (error) {
      const problem = toProblem(error)
      const fields = applyFieldProblems<TokenSettings>(form, problem, toField)
      setRefusal({ problem, fields })
    }
  })
  const takeNewer = async () => {
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
      {refusal && (
        <ProblemAlert problem={refusal.problem} fields={refusal.fields}>
          {refusal.problem.code === 'version_conflict' && (
            <Button
              variant="outlined"
              color="inherit"
              size="small"
              sx={{ mt: 1 }}
              onClick={() => void takeNewer()}
            >
              {t('tokens.takeNewer')}
            </Button>
          )}
        </ProblemAlert>
      )}
      <TextInput
        label={t('tokens.lifetime')}
        hint={t('tokens.lifetimeHint')}
        registration={form.register('accessTokenLifetimeSeconds', { valueAsNumber: true })}
        error={errors.accessTokenLifetimeSeconds?.message}
        input={{ type: 'number', inputProps: { min: 60, max: 86_400 } }}
      />
      <TextInput
        label={t('tokens.maximum')}
        hint={t('tokens.maximumHint')}
        registration={form.register('clientSecretMaximumDays', { valueAsNumber: true })}
        error={errors.clientSecretMaximumDays?.message}
        input={{ type: 'number', inputProps: { min: 0, max: 3650 } }}
      />
      <SelectInput
        label={t('tokens.algorithm')}
        options={SigningAlgorithm.options.map((value) => ({
          value,
          label: t(`tokens.algorithms.${value}`),
        }))}
        registration={form.register('signingAlgorithm')}
        error={errors.signingAlgorithm?.message}
      />
      <Box>
        <Button type="submit" variant="contained" disabled={isSubmitting || !isDirty}>
          {t('tokens.save')}
        </Button>
      </Box>
    </Box>
  )
}

function pickTokenSettings(settings: Settings): TokenSettings {
  const { accessTokenLifetimeSeconds, clientSecretMaximumDays, signingAlgorithm } = settings
  return { accessTokenLifetimeSeconds, clientSecretMaximumDays, signingAlgorithm }
}

function toField(field: string): keyof TokenSettings | undefined {
  return TokenSettings.keyof().safeParse(field).data
}
