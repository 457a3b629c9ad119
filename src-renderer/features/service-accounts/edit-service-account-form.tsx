import { zodResolver } from '@hookform/resolvers/zod'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useRef, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { FormRefusal, placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { LeaveGuard } from '#renderer/components/leave-guard.tsx'
import { Section } from '#renderer/components/section.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { toServiceAccountRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useBase } from '#renderer/lib/use-base.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import { EditAccountForm, toEditField, toEditForm, toUpdateInput } from './edit-account-form.ts'
import { LabelsFields } from './labels-fields.tsx'

export function EditServiceAccountForm({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation(['accounts', 'common'])
  const { client, toasts } = useServices()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const [refusal, setRefusal] = useState<Refusal>()
  const leaving = useRef(false)
  const form = useForm<EditAccountForm>({
    resolver: zodResolver(EditAccountForm),
    defaultValues: toEditForm(account),
  })
  const { errors, isSubmitting, isDirty } = form.formState
  const { base, takeNewer } = useBase(account, form, toEditForm)

  const update = form.handleSubmit(async (values) => {
    setRefusal(undefined)
    try {
      const saved = await client.serviceAccounts.update(toUpdateInput(base, values))
      await refresh()
      toasts.getState().succeed(t('form.updated', { path: saved.path }))
      leaving.current = true
      await navigate(toServiceAccountRoute(saved.path), { replace: true })
    } catch (error) {
      setRefusal(placeRefusal(error, form, toEditField))
    }
  })
  const loadNewer = async () => {
    takeNewer(await client.serviceAccounts.get({ account: base.id }))
    setRefusal(undefined)
  }

  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void update(event)}>
        <FormRefusal refusal={refusal} loadNewer={loadNewer} />
        <Section title={t('form.account')}>
          <Box sx={{ maxWidth: 440 }}>
            <TextInput
              label={t('common:description')}
              optional
              registration={form.register('description')}
              error={errors.description?.message}
            />
          </Box>
        </Section>
        <Section title={t('form.labels')} description={t('form.labelsDescription')}>
          <LabelsFields />
        </Section>
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button type="submit" variant="contained" disabled={isSubmitting}>
            {t('form.update')}
          </Button>
          <Button
            color="inherit"
            variant="outlined"
            component={Link}
            to={toServiceAccountRoute(account.path)}
          >
            {t('common:cancel')}
          </Button>
        </Box>
      </form>
      <LeaveGuard isDirty={isDirty} leaving={leaving} />
    </FormProvider>
  )
}
