import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/lib/services.tsx'
import { useDebounced } from '#renderer/lib/use-debounced.ts'
import { type Found, LookupField, type LookupFieldProps } from './lookup-field.tsx'

const LIMIT = 20

type Passed = Pick<LookupFieldProps<Found>, 'label' | 'hint' | 'error' | 'hiddenLabel'>

export interface NamespacePickerProps extends Passed {
  /** A path, empty for the installation; null while nothing is chosen. */
  readonly value: string | null
  readonly onChange: (path: string | null) => void
  /** The installation as a whole can be chosen too. */
  readonly withRoot?: boolean
  /** Only this group and what is below it; empty for everything. */
  readonly within?: string
}

/** Asks where: a group, a workspace or the whole installation, searched by the server. */
export function NamespacePicker(props: NamespacePickerProps) {
  const { value, onChange, withRoot = false, within = '', ...passed } = props
  const { t } = useTranslation(['access', 'common'])
  const { queries } = useServices()
  const [text, setText] = useState('')
  const search = useDebounced(text)
  const asked = search || within
  const options = {
    input: { limit: LIMIT, ...(asked && { search: asked }) },
    placeholderData: keepPreviousData,
  }
  const groups = useQuery(queries.groups.list.queryOptions(options))
  const workspaces = useQuery(queries.workspaces.list.queryOptions(options))
  const root = { key: '', label: t('wholeInstallation'), kind: t('common:root') }
  const toFound = (kind: string) => (thing: { path: string; description: string }) => ({
    key: thing.path,
    label: thing.path,
    kind,
    detail: thing.description,
  })
  const isWithin = ({ path }: { path: string }) =>
    within === '' || `${path}/`.startsWith(`${within}/`)
  const isRootFound = root.label.toLowerCase().includes(search.toLowerCase())

  return (
    <LookupField<Found>
      {...passed}
      value={value === null ? null : value === '' ? root : { key: value, label: value }}
      found={[
        ...(withRoot && isRootFound ? [root] : []),
        ...(groups.data?.items ?? []).filter(isWithin).map(toFound(t('kinds.group'))),
        ...(workspaces.data?.items ?? []).filter(isWithin).map(toFound(t('kinds.workspace'))),
      ]}
      loading={search !== text || groups.isLoading || workspaces.isLoading}
      onSearch={setText}
      onChange={(chosen) => onChange(chosen?.key ?? null)}
      placeholder={t('lookup.where')}
    />
  )
}
