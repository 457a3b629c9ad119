import Box from '@mui/material/Box'
import FormHelperText from '@mui/material/FormHelperText'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Permission } from '#contract/permissions.ts'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SearchField } from '#renderer/components/search-field.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { groupPermissions, namePermission } from './group-permissions.ts'
import { ResourceRow } from './resource-row.tsx'

export interface PermissionPickerProps {
  readonly label: string
  /** What was chosen by hand; what that implies is shown, not kept. */
  readonly value: readonly Permission[]
  readonly onChange: (value: readonly Permission[]) => void
  readonly error?: string | undefined
}

/** Chooses permissions by what they are about; what one brings along is ticked at once. */
export function PermissionPicker({ label, value, onChange, error }: PermissionPickerProps) {
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const [text, setText] = useState('')
  const known = useQuery(queries.permissions.queryOptions())
  const items = known.data?.items ?? []
  const implied = new Set(
    items.filter(({ permission }) => value.includes(permission)).flatMap((each) => each.implies),
  )
  const isFound = (permission: Permission) =>
    `${permission} ${namePermission(permission)}`.toLowerCase().includes(text.toLowerCase())
  const rows = groupPermissions(items.map(({ permission }) => permission).filter(isFound))

  if (known.error) return <ProblemAlert problem={toProblem(known.error)} />
  if (known.isPending) return <BlockSkeleton height={200} />
  return (
    <Box role="group" aria-label={label}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap', mb: 1 }}>
        <SearchField label={t('permissions.search')} text={text} onChange={setText} />
        <Box role="status" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
          {t('permissions.chosen', { count: new Set([...value, ...implied]).size })}
        </Box>
      </Box>
      <Box sx={{ border: 1, borderColor: error ? 'error.main' : 'divider', borderRadius: '8px' }}>
        {rows.map((row) => (
          <ResourceRow
            key={row.resource}
            {...row}
            chosen={value}
            implied={implied}
            onChange={onChange}
          />
        ))}
        {rows.length === 0 && (
          <Box sx={{ p: 1.5, color: 'text.secondary' }}>{t('permissions.nothing', { text })}</Box>
        )}
      </Box>
      {error && <FormHelperText error>{error}</FormHelperText>}
    </Box>
  )
}
