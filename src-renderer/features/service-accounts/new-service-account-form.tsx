import { zodResolver } from '@hookform/resolvers/zod'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useMemo, useRef, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { CreatedServiceAccount, IssuedSecret } from '#contract/service-accounts.ts'
import { FormRefusal, placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { LeaveGuard } from '#renderer/components/leave-guard.tsx'
import { SecretDialog } from '#renderer/components/secret/secret-dialog.tsx'
import { Section } from '#renderer/components/section.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { toGroupRoute, toServiceAccountRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import { AuthenticationMethodsFields } from './authentication-methods-fields.tsx'
import { FirstRoleFields } from './first-role-fields.tsx'
import {
  createEmptyAccount,
  createNewAccountSchema,
  type NewAccountForm,
  toCreateInput,
  toNewAccountField,
} from './new-account-form.ts'

export interface NewServiceAccountFormProps {
  readonly group: string
  readonly maximumDays: number
}

export function NewServiceAccountForm({ group, maximumDays }: NewServiceAccountFormProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const { client, now, toasts } = useServices()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const [refusal, setRefusal] = useState<Refusal>()
  const [created, setCreated] = useState<{ path: string; issued: IssuedSecret }>()
  const schema = useMemo(() => createNewAccountSchema(maximumDays, now), [maximumDays, now])
  const form = useForm<NewAccountForm>({
    resolver: zodResolver(schema),
    defaultValues: createEmptyAccount(group, maximumDays, now()),
  })
  const { errors, isSubmitting, isDirty } = form.formState
  const leaving = useRef(false)

  const open = async (accountPath: string) => {
    leaving.current = true
    toasts.getState().succeed(t('form.created', { path: accountPath }))
    await navigate(toServiceAccountRoute(accountPath), { replace: true })
  }
  const create = form.handleSubmit(async (values) => {
    setRefusal(undefined)
    try {
      const account = await client.serviceAccounts.create(toCreateInput(group, values))
      void refresh()
      const issued = pickIssued(account)
      if (issued) setCreated({ path: account.path, issued })
      else await open(account.path)
    } catch (error) {
      setRefusal(placeRefusal(error, form, (field) => toNewAccountField(field, values)))
    }
  })

  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void create(event)}>
        <FormRefusal refusal={refusal} />
        <Section title={t('form.account')}>
          <Box sx={{ display: 'grid', gap: 2, maxWidth: 440 }}>
            <TextInput
              label={t('common:name')}
              registration={form.register('name')}
              error={errors.name?.message}
              hint={t('form.nameHint')}
              input={{
                autoFocus: true,
                placeholder: 'deployer',
                inputProps: { spellCheck: false, autoComplete: 'off' },
              }}
            />
            <TextInput
              label={t('common:description')}
              optional
              registration={form.register('description')}
              error={errors.description?.message}
            />
          </Box>
        </Section>
        <AuthenticationMethodsFields maximumDays={maximumDays} />
        <FirstRoleFields group={group} />
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button
            type="submit"
            variant="contained"
            disabled={isSubmitting || created !== undefined}
          >
            {t('form.create')}
          </Button>
          <Button color="inherit" variant="outlined" component={Link} to={toGroupRoute(group)}>
            {t('common:cancel')}
          </Button>
        </Box>
      </form>
      {!created && <LeaveGuard isDirty={isDirty} leaving={leaving} />}
      {created && (
        <SecretDialog
          account={created.path}
          issued={created.issued}
          onClose={() => {
            setCreated(undefined)
            void open(created.path)
          }}
        />
      )}
    </FormProvider>
  )
}

function pickIssued({ clientCredentials }: CreatedServiceAccount): IssuedSecret | undefined {
  const { clientId, clientSecret, expiresAt } = clientCredentials
  if (clientSecret === undefined || expiresAt === null) return undefined
  return { clientId, clientSecret, expiresAt }
}
