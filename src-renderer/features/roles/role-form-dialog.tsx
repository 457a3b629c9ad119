import { zodResolver } from '@hookform/resolvers/zod'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import FormLabel from '@mui/material/FormLabel'
import { useState } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { Description } from '#contract/common.ts'
import { Permission } from '#contract/permissions.ts'
import type { Role } from '#contract/roles.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { FormRefusal, placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { PermissionPicker } from '#renderer/components/permissions/permission-picker.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { i18next } from '#renderer/lib/language.ts'
import { toRoleRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useBase } from '#renderer/lib/use-base.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import { RoleChange } from './role-change.tsx'

const RoleForm = z.object({
  name: z.string(),
  description: Description,
  permissions: z
    .array(Permission)
    .min(1, { error: () => i18next.t('access:roles.form.none') })
    .readonly(),
})
type RoleForm = z.infer<typeof RoleForm>

export interface RoleFormDialogProps {
  /** The role that is changed. */
  readonly role?: Role
  /** The role that a new one begins with. */
  readonly from?: Role
  readonly onClose: () => void
}

/** Makes a role, or changes one together with everything that its members may do. */
export function RoleFormDialog({ role, from, onClose }: RoleFormDialogProps) {
  const { t } = useTranslation('access')
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<Refusal>()
  const form = useForm<RoleForm>({
    resolver: zodResolver(RoleForm),
    defaultValues: role ? toRoleForm(role) : { ...toRoleForm(from), name: '' },
  })
  const { errors, isSubmitting } = form.formState
  const { base, takeNewer } = useBase(role, form, toRoleForm)

  const save = form.handleSubmit(async ({ name, description, permissions }) => {
    setRefusal(undefined)
    const change = { description, permissions: [...permissions] }
    try {
      if (base) await client.roles.update({ role: base.id, version: base.version, ...change })
      else await client.roles.create({ name, ...change })
      await refresh()
      toasts.getState().succeed(t(role ? 'roles.form.changed' : 'roles.form.created', { name }))
      if (role) onClose()
      else await navigate(toRoleRoute(name))
    } catch (error) {
      setRefusal(placeRefusal(error, form, toRoleField))
    }
  })

  const loadNewer = async () => {
    if (role) takeNewer(await client.roles.get({ role: role.id }))
    setRefusal(undefined)
  }

  return (
    <FormDialog
      title={role ? t('roles.form.change', { name: role.name }) : t('roles.form.create')}
      submitLabel={t(role ? 'roles.form.submitChange' : 'roles.form.submitCreate')}
      wide
      busy={isSubmitting}
      onSubmit={(event) => void save(event)}
      onClose={onClose}
    >
      <FormRefusal refusal={refusal} loadNewer={loadNewer} />
      {!role && (
        <TextInput
          label={t('roles.form.name')}
          registration={form.register('name')}
          error={errors.name?.message}
          hint={t('roles.form.nameHint')}
          input={{ autoFocus: true, inputProps: { spellCheck: false, autoComplete: 'off' } }}
        />
      )}
      <TextInput
        label={t('roles.form.description')}
        optional
        registration={form.register('description')}
        error={errors.description?.message}
      />
      <Box>
        <FormLabel component="div">{t('roles.form.permissions')}</FormLabel>
        <Controller
          control={form.control}
          name="permissions"
          render={({ field, fieldState }) => (
            <PermissionPicker
              label={t('roles.form.permissions')}
              value={field.value}
              onChange={field.onChange}
              error={fieldState.error?.message}
            />
          )}
        />
      </Box>
      {base && <Affected role={base} control={form.control} />}
    </FormDialog>
  )
}

function Affected(props: { role: Role; control: ReturnType<typeof useForm<RoleForm>>['control'] }) {
  const { t } = useTranslation('access')
  const permissions = useWatch({ control: props.control, name: 'permissions' })
  const { memberCount } = props.role

  return (
    <Alert severity={memberCount > 0 ? 'warning' : 'info'} role="status">
      {memberCount > 0
        ? t('roles.form.affected', { count: memberCount })
        : t('roles.form.unaffected')}
      <RoleChange before={props.role.permissions} chosen={permissions} />
    </Alert>
  )
}

function toRoleForm(role: Role | undefined): RoleForm {
  const { name = '', description = '', permissions = [] } = role ?? {}
  return { name, description, permissions }
}

function toRoleField(field: string) {
  const [name] = field.split('.')
  return (['name', 'description', 'permissions'] as const).find((each) => each === name)
}
