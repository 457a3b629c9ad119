import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Issuer } from '#contract/issuers.ts'
import { Disclosure } from '#renderer/components/disclosure.tsx'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { FormRefusal, placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useBase } from '#renderer/lib/use-base.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import {
  emptyIssuer,
  IssuerForm,
  toIssuerChange,
  toIssuerField,
  toIssuerForm,
  toIssuerSettings,
} from './issuer-form.ts'
import { IssuerKeyFields } from './issuer-key-fields.tsx'
import { SwitchField } from './switch-field.tsx'
import { TokenRuleFields } from './token-rule-fields.tsx'

/** Registers an issuer, or changes all of one but its URL. */
export function IssuerFormDialog({ issuer, onClose }: { issuer?: Issuer; onClose: () => void }) {
  const { t } = useTranslation('issuers')
  const { client, queries, toasts } = useServices()
  const refresh = useRefresh()
  const [refusal, setRefusal] = useState<Refusal>()
  const profiles = useQuery(queries.providerProfiles.list.queryOptions())
  const form = useForm<IssuerForm>({
    resolver: zodResolver(IssuerForm),
    defaultValues: toForm(issuer),
  })
  const { errors, isSubmitting } = form.formState
  const { base, takeNewer } = useBase(issuer, form, toForm)

  const register = async (values: IssuerForm) => {
    const created = await client.issuers.create({ url: values.url, ...toIssuerSettings(values) })
    return [t('form.registered', { url: created.url }), ...created.notes].join(' ')
  }
  const change = async (saved: Issuer, values: IssuerForm) => {
    const { id, version, url } = saved
    await client.issuers.update({ issuer: id, version, ...toIssuerChange(saved, values) })
    return t('form.changed', { url })
  }
  const save = form.handleSubmit(async (values) => {
    setRefusal(undefined)
    try {
      const said = base ? await change(base, values) : await register(values)
      await refresh()
      toasts.getState().succeed(said)
      onClose()
    } catch (error) {
      setRefusal(placeRefusal(error, form, toIssuerField))
    }
  })

  const loadNewer = async () => {
    if (issuer) takeNewer(await client.issuers.get({ issuer: issuer.id }))
    setRefusal(undefined)
  }

  return (
    <FormProvider {...form}>
      <FormDialog
        title={t(issuer ? 'form.edit' : 'register')}
        submitLabel={t(issuer ? 'form.save' : 'register')}
        wide
        busy={isSubmitting}
        onSubmit={(event) => void save(event)}
        onClose={onClose}
      >
        <FormRefusal refusal={refusal} loadNewer={loadNewer} />
        <TextInput
          label={t('form.url')}
          registration={form.register('url')}
          error={errors.url?.message}
          hint={t(issuer ? 'form.urlFixed' : 'form.urlHint')}
          input={{
            placeholder: 'https://gitlab.com',
            readOnly: issuer !== undefined,
            inputProps: { spellCheck: false },
          }}
        />
        <TextInput
          label={t('form.label')}
          optional
          registration={form.register('label')}
          error={errors.label?.message}
        />
        <SelectInput
          label={t('form.provider')}
          options={[
            { value: '', label: t('form.recognised') },
            ...(profiles.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          registration={form.register('profile')}
          error={errors.profile?.message}
        />
        <SwitchField name="allowPrivateNetwork" label={t('form.privateNetwork')} />
        <Disclosure title={t('form.more')} open={issuer !== undefined}>
          <IssuerKeyFields />
          <TokenRuleFields isNew={issuer === undefined} />
        </Disclosure>
      </FormDialog>
    </FormProvider>
  )
}

function toForm(issuer: Issuer | undefined): IssuerForm {
  return issuer ? toIssuerForm(issuer) : emptyIssuer
}
