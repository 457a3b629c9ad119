import { zodResolver } from '@hookform/resolvers/zod'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { FormRefusal, placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { LeaveGuard } from '#renderer/components/leave-guard.tsx'
import { Section } from '#renderer/components/section.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import { FormSwitch } from './form-switch.tsx'
import {
  TokenSettingsForm,
  toSettingsField,
  toSettingsForm,
  toSettingsInput,
} from './token-settings.ts'

/** How long the account's tokens live, for whom they are, and what a client has to prove. */
export function TokenSettingsSection({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation('accounts')
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const [refusal, setRefusal] = useState<Refusal>()
  // Other changes of the account make newer versions; only those of its settings count here.
  const [base, setBase] = useState(account)
  const leaving = useRef(false)
  const form = useForm<TokenSettingsForm>({
    resolver: zodResolver(TokenSettingsForm),
    defaultValues: toSettingsForm(account),
  })
  const { errors, isSubmitting, isDirty } = form.formState

  const take = (newer: ServiceAccount) => {
    setBase(newer)
    setRefusal(undefined)
    form.reset(toSettingsForm(newer))
  }
  const save = form.handleSubmit(async (values) => {
    setRefusal(undefined)
    const { version } = isSameSettings(account, base) ? account : base
    try {
      take(
        await client.serviceAccounts.update(toSettingsInput({ id: account.id, version }, values)),
      )
      toasts.getState().succeed(t('settings.saved', { account: account.path }))
      await refresh()
    } catch (error) {
      setRefusal(placeRefusal(error, form, toSettingsField))
    }
  })

  return (
    <Section title={t('settings.title')} description={t('settings.description')}>
      <form noValidate onSubmit={(event) => void save(event)}>
        <FormRefusal
          refusal={refusal}
          loadNewer={async () => take(await client.serviceAccounts.get({ account: account.id }))}
        />
        <Box sx={{ display: 'grid', gap: 2, maxWidth: 560 }}>
          <TextInput
            label={t('settings.lifetime')}
            hint={<LifetimeHint />}
            registration={form.register('lifetime')}
            error={errors.lifetime?.message}
            input={{ inputProps: { inputMode: 'numeric', autoComplete: 'off' } }}
          />
          <TextInput
            label={t('settings.resources')}
            hint={t('settings.resourcesHint')}
            registration={form.register('resources')}
            error={errors.resources?.message}
            input={{ multiline: true, minRows: 2, inputProps: { spellCheck: false } }}
          />
          <FormSwitch
            control={form.control}
            name="dpop"
            label={t('settings.dpop')}
            hint={t('settings.dpopHint')}
          />
          <FormSwitch
            control={form.control}
            name="audience"
            label={t('settings.audience')}
            hint={t('settings.audienceHint')}
          />
          <div>
            <Button
              type="submit"
              variant="outlined"
              color="inherit"
              disabled={isSubmitting || !isDirty}
            >
              {t('settings.save')}
            </Button>
          </div>
        </Box>
      </form>
      <LeaveGuard isDirty={isDirty} leaving={leaving} />
    </Section>
  )
}

function LifetimeHint() {
  const { t } = useTranslation('accounts')
  const { queries } = useServices()
  const { data } = useQuery(queries.settings.get.queryOptions())

  if (!data) return <>{t('settings.lifetimeHintUnknown')}</>
  return <>{t('settings.lifetimeHint', { seconds: data.accessTokenLifetimeSeconds })}</>
}

function isSameSettings(one: ServiceAccount, other: ServiceAccount): boolean {
  return JSON.stringify(one.tokenSettings) === JSON.stringify(other.tokenSettings)
}
