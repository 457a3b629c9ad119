import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Found, LookupField } from '#renderer/components/lookup/lookup-field.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useDebounced } from '#renderer/lib/use-debounced.ts'

export interface GroupPickerProps {
  readonly label: string
  /** A path, empty for the top of the tree; null while nothing is chosen. */
  readonly value: string | null
  readonly onChange: (path: string | null) => void
  /** Tells which groups cannot be chosen. */
  readonly isBarred: (path: string) => boolean
}

/** Asks for a group, or the top of the tree; searched by the server. */
export function GroupPicker({ label, value, onChange, isBarred }: GroupPickerProps) {
  const { t } = useTranslation('groups')
  const { queries } = useServices()
  const [text, setText] = useState('')
  const search = useDebounced(text)
  const groups = useQuery(
    queries.groups.list.queryOptions({
      input: { limit: 20, ...(search && { search }) },
      placeholderData: keepPreviousData,
    }),
  )
  const top = { key: '', label: t('move.top') }
  const found = (groups.data?.items ?? []).map(({ path, description }) => ({
    ...{ key: path, label: path },
    detail: description,
  }))

  return (
    <LookupField<Found>
      label={label}
      value={value === null ? null : value === '' ? top : { key: value, label: value }}
      found={[...(search === '' ? [top] : []), ...found].filter(({ key }) => !isBarred(key))}
      loading={search !== text || groups.isLoading}
      onSearch={setText}
      onChange={(chosen) => onChange(chosen?.key ?? null)}
      autoFocus
    />
  )
}
