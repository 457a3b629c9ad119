import { zodResolver } from '@hookform/resolvers/zod'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import type { Issuer } from '#contract/issuers.ts'
import { Disclosure } from '#renderer/components/disclosure.tsx'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { FormRefusal, placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import {
  emptyIssuer,
  IssuerForm,
  toIssuerChange,
  toIssuerField,
  toIssuerForm,
  toIssuerSettings,
} from './issuer-form.ts'

const replays = [
  { value: '', label: 'As usual with the provider' },
  { value: 'once', label: 'once' },
  { value: 'reuse', label: 'as long as it lives' },
]

/** Registers an issuer, or changes all of one but its URL. */
export function IssuerFormDialog({ issuer, onClose }: { issuer?: Issuer; onClose: () => void }) {
  const { client, queries, toasts } = useServices()
  const refresh = useRefresh()
  const [refusal, setRefusal] = useState<Refusal>()
  const profiles = useQuery(queries.providerProfiles.list.queryOptions())
  const form = useForm<IssuerForm>({
    resolver: zodResolver(IssuerForm),
    defaultValues: issuer ? toIssuerForm(issuer) : emptyIssuer,
  })
  const { errors, isSubmitting } = form.formState

  const save = form.handleSubmit(async (values) => {
    setRefusal(undefined)
    try {
      const said = issuer ? await change(issuer, values) : await register(values)
      await refresh()
      toasts.getState().succeed(said)
      onClose()
    } catch (error) {
      setRefusal(placeRefusal(error, form, toIssuerField))
    }
  })
  const register = async (values: IssuerForm) => {
    const created = await client.issuers.create({ url: values.url, ...toIssuerSettings(values) })
    return [`${created.url} was registered.`, ...created.notes].join(' ')
  }
  const change = async ({ id, version, url }: Issuer, values: IssuerForm) => {
    const settings = issuer ? toIssuerChange(issuer, values) : {}
    await client.issuers.update({ issuer: id, version, ...settings })
    return `${url} was changed.`
  }

  return (
    <FormDialog
      title={issuer ? 'Edit issuer' : 'Register issuer'}
      submitLabel={issuer ? 'Save issuer' : 'Register issuer'}
      wide
      busy={isSubmitting}
      onSubmit={(event) => void save(event)}
      onClose={onClose}
    >
      <FormRefusal refusal={refusal} />
      <TextInput
        label="Issuer URL"
        registration={form.register('url')}
        error={errors.url?.message}
        hint={issuer ? 'Register another issuer for another URL.' : 'Exactly as in the iss claim.'}
        input={{
          placeholder: 'https://gitlab.com',
          readOnly: issuer !== undefined,
          inputProps: { spellCheck: false },
        }}
      />
      <TextInput
        label="Label"
        optional
        registration={form.register('label')}
        error={errors.label?.message}
      />
      <SelectInput
        label="Provider"
        options={[
          { value: '', label: 'Recognised by the URL' },
          ...(profiles.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        registration={form.register('profile')}
        error={errors.profile?.message}
      />
      <Controller
        control={form.control}
        name="allowPrivateNetwork"
        render={({ field: { value, ref, ...field } }) => (
          <FormControlLabel
            control={<Switch {...field} slotProps={{ input: { ref } }} checked={value} />}
            label="Issuer is on a private network"
          />
        )}
      />
      <Disclosure title="More">
        <TextInput
          label="Address of its keys"
          optional
          registration={form.register('keyUrl')}
          error={errors.keyUrl?.message}
          hint="Where discovery does not tell it."
          input={{ inputProps: { spellCheck: false } }}
        />
        <TextInput
          label="Public keys of the issuer"
          optional
          registration={form.register('pastedKeys')}
          error={errors.pastedKeys?.message}
          hint="A key set (JWKS) or PEM, where Doorward cannot fetch it."
          input={{ multiline: true, minRows: 3, maxRows: 8, inputProps: { spellCheck: false } }}
        />
        <SelectInput
          label="A token may be exchanged"
          options={replays}
          registration={form.register('replay')}
          error={errors.replay?.message}
        />
        <Controller
          control={form.control}
          name="allowMultipleAudiences"
          render={({ field: { value, ref, ...field } }) => (
            <FormControlLabel
              control={<Switch {...field} slotProps={{ input: { ref } }} checked={value} />}
              label="Tokens may have several audiences"
            />
          )}
        />
      </Disclosure>
    </FormDialog>
  )
}
