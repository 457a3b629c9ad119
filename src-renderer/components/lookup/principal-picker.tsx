import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrincipalKind, PrincipalView } from '#contract/common.ts'
import { type Found, LookupField, type LookupFieldProps } from './lookup-field.tsx'
import { usePrincipalSearch } from './use-principal-search.ts'

const everyKind: readonly PrincipalKind[] = ['user', 'team', 'service_account']

type Passed = Pick<
  LookupFieldProps<Found>,
  'label' | 'hint' | 'error' | 'autoFocus' | 'hiddenLabel' | 'placeholder'
>

export interface PrincipalPickerProps extends Passed {
  readonly value: PrincipalView | null
  readonly onChange: (value: PrincipalView | null) => void
  readonly kinds?: readonly PrincipalKind[]
  readonly withBuiltIn?: boolean
  /** Leaves only accounts that may hold a role in this namespace. */
  readonly actingIn?: string
}

/** Asks who: a person, a team or a service account, searched by the server. */
export function PrincipalPicker(props: PrincipalPickerProps) {
  const { kinds = everyKind, withBuiltIn = true, actingIn, value, onChange, ...passed } = props
  const { t } = useTranslation('access')
  const [text, setText] = useState('')
  const { found, isPending } = usePrincipalSearch(text, { kinds, withBuiltIn, actingIn })
  const toFound = (principal: PrincipalView & { readonly detail?: string | undefined }) => ({
    key: principal.id,
    label: principal.name,
    kind: t(`kinds.${principal.kind}`),
    detail: principal.detail,
    principal: { kind: principal.kind, id: principal.id, name: principal.name },
  })

  return (
    <LookupField
      placeholder={t('lookup.who')}
      {...passed}
      value={value && toFound(value)}
      found={found.map(toFound)}
      loading={isPending}
      onSearch={setText}
      onChange={(chosen) => onChange(chosen?.principal ?? null)}
    />
  )
}
