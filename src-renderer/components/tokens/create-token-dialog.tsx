import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { PrincipalView } from '#contract/common.ts'
import type { IssuedToken } from '#contract/tokens.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { FormRefusal, placeRefusal, type Refusal } from '#renderer/components/form-refusal.tsx'
import { PrincipalPicker } from '#renderer/components/lookup/principal-picker.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import { IntentField } from './intent-field.tsx'
import { IssuedTokenDialog } from './issued-token-dialog.tsx'
import { chooseUsualExpiry } from './token-expiry.ts'
import { TokenExpiryPicker } from './token-expiry-picker.tsx'
import { TokenForm, toNewToken, toTokenField } from './token-form.ts'
import { TokenReachFields } from './token-reach-fields.tsx'

export interface CreateTokenDialogProps {
  /** Whose token it becomes, where the page tells. */
  readonly owner?: PrincipalView
  readonly onClose: () => void
}

/** Asks what a new token is for and how far it reaches, then shows its value. */
export function CreateTokenDialog({ owner, onClose }: CreateTokenDialogProps) {
  const { t } = useTranslation(['tokens', 'common'])
  const { client, now } = useServices()
  const refresh = useRefresh()
  const [issued, setIssued] = useState<IssuedToken>()
  const [refusal, setRefusal] = useState<Refusal>()
  const form = useForm<TokenForm>({
    resolver: zodResolver(TokenForm),
    defaultValues: {
      owner: owner ?? null,
      name: '',
      intent: 'api',
      expiry: chooseUsualExpiry('api', now()),
      rotateOnExpiry: false,
      limitsPermissions: false,
      permissions: [],
      limitsNamespaces: false,
      namespaces: [],
    },
  })
  const { control } = form
  const { errors, isSubmitting, dirtyFields } = form.formState

  const create = form.handleSubmit(async (values) => {
    setRefusal(undefined)
    if (values.expiry.expiresAt === '') {
      return form.setError('expiry', { message: t('common:expiry.unreadable') })
    }
    try {
      setIssued(await client.tokens.create(toNewToken(values)))
      void refresh()
    } catch (error) {
      setRefusal(placeRefusal(error, form, toTokenField))
    }
  })

  if (issued) return <IssuedTokenDialog issued={issued} onClose={onClose} />
  return (
    <FormDialog
      title={t('create.title')}
      submitLabel={t('create.submit')}
      wide
      busy={isSubmitting}
      onSubmit={(event) => void create(event)}
      onClose={onClose}
    >
      <FormRefusal refusal={refusal} />
      {!owner && (
        <Controller
          control={control}
          name="owner"
          render={({ field, fieldState }) => (
            <PrincipalPicker
              label={t('create.owner')}
              hint={t('create.ownerHint')}
              kinds={['service_account', 'user']}
              value={field.value}
              onChange={field.onChange}
              error={fieldState.error?.message}
            />
          )}
        />
      )}
      <TextInput
        label={t('create.name')}
        registration={form.register('name')}
        error={errors.name?.message}
        hint={t('create.nameHint')}
        input={{ inputProps: { autoComplete: 'off' } }}
      />
      <Controller
        control={control}
        name="intent"
        render={({ field }) => (
          <IntentField
            value={field.value}
            onChange={(intent) => {
              field.onChange(intent)
              if (!dirtyFields.expiry) {
                form.resetField('expiry', { defaultValue: chooseUsualExpiry(intent, now()) })
              }
            }}
          />
        )}
      />
      <Controller
        control={control}
        name="expiry"
        render={({ field, fieldState }) => (
          <Controller
            control={control}
            name="rotateOnExpiry"
            render={({ field: rotating }) => (
              <TokenExpiryPicker
                value={field.value}
                onChange={field.onChange}
                error={fieldState.error?.message}
                rotates={rotating.value}
                onRotates={rotating.onChange}
              />
            )}
          />
        )}
      />
      <TokenReachFields control={control} />
    </FormDialog>
  )
}
