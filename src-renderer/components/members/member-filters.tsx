import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PrincipalKind } from '#contract/common.ts'
import { ToggleChip } from '#renderer/components/account-list/toggle-chip.tsx'
import { SearchField } from '#renderer/components/search-field.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import type { useSearch } from '#renderer/lib/use-search.ts'
import type { MemberFilter } from './use-member-filter.ts'

export interface MemberFiltersProps extends MemberFilter {
  readonly search: ReturnType<typeof useSearch>
  readonly canInherit: boolean
  readonly onChange: (changes: Partial<MemberFilter>) => void
  readonly action: ReactNode
}

export function MemberFilters(props: MemberFiltersProps) {
  const { t } = useTranslation('groups')
  const { search, kind, inherited, canInherit, onChange } = props

  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 1.5 }}>
      <Box sx={{ flex: '1 1 180px', minWidth: 180, maxWidth: 300 }}>
        <SearchField label={t('members.search')} text={search.text} onChange={search.setText} />
      </Box>
      <Box>
        <SelectInput
          label={t('members.kind')}
          hiddenLabel
          value={kind ?? ''}
          options={[
            { value: '', label: t('members.anyKind') },
            ...PrincipalKind.options.map((value) => ({
              value,
              label: t(`members.kinds.${value}`),
            })),
          ]}
          onChange={(value) => onChange({ kind: PrincipalKind.safeParse(value).data })}
        />
      </Box>
      {canInherit && (
        <ToggleChip
          label={t('filters.inherited')}
          pressed={inherited}
          onChange={(pressed) => onChange({ inherited: pressed })}
        />
      )}
      <Box sx={{ ml: 'auto' }}>{props.action}</Box>
    </Box>
  )
}
