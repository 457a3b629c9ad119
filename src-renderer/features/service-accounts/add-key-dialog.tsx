import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { type CreatedPublicKey, GeneratedAlgorithm } from '#contract/public-keys.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { FormRefusal, placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import { emptyKey, KeyForm, toKeyInput } from './key-form.ts'
import { PrivateKeyDialog } from './private-key-dialog.tsx'

export interface AddKeyDialogProps {
  readonly account: ServiceAccount
  readonly onClose: () => void
}

/** Registers a pasted public key, or has a pair made and shows its private half, here only. */
export function AddKeyDialog({ account, onClose }: AddKeyDialogProps) {
  const { t } = useTranslation('accounts')
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const [refusal, setRefusal] = useState<Refusal>()
  const [created, setCreated] = useState<CreatedPublicKey>()
  const form = useForm<KeyForm>({ resolver: zodResolver(KeyForm), defaultValues: emptyKey })
  const { errors, isSubmitting } = form.formState
  const isPaste = form.watch('from') === 'paste'

  const add = form.handleSubmit(async (values) => {
    setRefusal(undefined)
    try {
      const key = await client.publicKeys.create(toKeyInput(account.id, values))
      void refresh()
      if (key.privateKey) return setCreated(key)
      toasts.getState().succeed(t('keys.registered', { name: key.name || key.keyId }))
      onClose()
    } catch (error) {
      setRefusal(placeRefusal(error, form, toField))
    }
  })

  if (created) return <PrivateKeyDialog account={account} created={created} onClose={onClose} />
  return (
    <FormDialog
      title={t('keys.add')}
      submitLabel={isPaste ? t('keys.pasteButton') : t('keys.generateButton')}
      busy={isSubmitting}
      onSubmit={(event) => void add(event)}
      onClose={onClose}
      wide
    >
      <FormRefusal refusal={refusal} />
      <TextInput
        label={t('keys.name')}
        optional
        hint={t('keys.nameHint')}
        registration={form.register('name')}
        error={errors.name?.message}
        input={{ autoFocus: true }}
      />
      <SelectInput
        label={t('keys.from')}
        registration={form.register('from')}
        options={[
          { value: 'generate', label: t('keys.generate') },
          { value: 'paste', label: t('keys.paste') },
        ]}
      />
      {isPaste ? (
        <TextInput
          label={t('keys.pasted')}
          hint={t('keys.pastedHint')}
          registration={form.register('pasted')}
          error={errors.pasted?.message}
          input={{ multiline: true, minRows: 6, maxRows: 12, inputProps: { spellCheck: false } }}
        />
      ) : (
        <SelectInput
          label={t('keys.algorithm')}
          registration={form.register('algorithm')}
          options={GeneratedAlgorithm.options.map((value) => ({ value, label: value }))}
        />
      )}
    </FormDialog>
  )
}

function toField(field: string) {
  if (field === 'publicKey') return 'pasted'
  return field === 'name' ? field : undefined
}
