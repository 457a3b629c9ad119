import { zodResolver } from '@hookform/resolvers/zod'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import type { User } from '#contract/users.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { FormRefusal, placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { toUserRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useBase } from '#renderer/lib/use-base.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

const UserForm = z.object({ name: z.string(), email: z.string(), notifies: z.boolean() })
type UserForm = z.infer<typeof UserForm>

/** Adds a person, or changes what is known of one. */
export function UserFormDialog({ user, onClose }: { user?: User; onClose: () => void }) {
  const { t } = useTranslation('access')
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<Refusal>()
  const form = useForm<UserForm>({
    resolver: zodResolver(UserForm),
    defaultValues: toUserForm(user),
  })
  const { errors, isSubmitting } = form.formState
  const { base, takeNewer } = useBase(user, form, toUserForm)

  const save = form.handleSubmit(async (values) => {
    setRefusal(undefined)
    try {
      const saved = base ? await change(base, values) : await client.users.create(pick(values))
      await refresh()
      const said = user ? 'users.form.changed' : 'users.form.created'
      toasts.getState().succeed(t(said, { email: saved.email }))
      if (user) onClose()
      else await navigate(toUserRoute(saved.id))
    } catch (error) {
      setRefusal(placeRefusal(error, form, toUserField))
    }
  })
  const change = ({ id, version }: User, { notifies, ...values }: UserForm) =>
    client.users.update({
      user: id,
      version,
      ...pick(values),
      notifyOfExpiringSecrets: notifies,
    })

  const loadNewer = async () => {
    if (user) takeNewer(await client.users.get({ user: user.id }))
    setRefusal(undefined)
  }

  return (
    <FormDialog
      title={t(user ? 'users.form.change' : 'users.form.create')}
      submitLabel={t(user ? 'users.form.submitChange' : 'users.form.submitCreate')}
      busy={isSubmitting}
      onSubmit={(event) => void save(event)}
      onClose={onClose}
    >
      <FormRefusal refusal={refusal} loadNewer={loadNewer} />
      <TextInput
        label={t('users.name')}
        registration={form.register('name')}
        error={errors.name?.message}
        input={{ autoFocus: true, inputProps: { autoComplete: 'off' } }}
      />
      <TextInput
        label={t('users.email')}
        registration={form.register('email')}
        error={errors.email?.message}
        hint={t('users.emailHint')}
        input={{ type: 'email', inputProps: { autoComplete: 'off', spellCheck: false } }}
      />
      {user && (
        <Controller
          control={form.control}
          name="notifies"
          render={({ field: { value, ref, ...field } }) => (
            <FormControlLabel
              control={<Switch {...field} slotProps={{ input: { ref } }} checked={value} />}
              label={t('users.notify')}
            />
          )}
        />
      )}
    </FormDialog>
  )
}

function toUserForm(user: User | undefined): UserForm {
  const { name = '', email = '', notifyOfExpiringSecrets: notifies = true } = user ?? {}
  return { name, email, notifies }
}

function pick({ name, email }: Pick<UserForm, 'name' | 'email'>) {
  return { name, email }
}

function toUserField(field: string) {
  return (['name', 'email'] as const).find((each) => each === field)
}
