import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import { AccountMethod } from '#contract/service-accounts.ts'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { ToggleChip } from './toggle-chip.tsx'
import type { useAccountFilter } from './use-account-filter.ts'

export interface AccountFiltersProps {
  readonly filters: ReturnType<typeof useAccountFilter>
  /** A group's list can also show what comes from above. */
  readonly canInherit: boolean
}

const EXPIRING_DAYS = 30
const UNUSED_DAYS = 90

export function AccountFilters({ filters, canInherit }: AccountFiltersProps) {
  const { t } = useTranslation(['groups', 'common'])
  const { filter, set, isNarrowed, clear } = filters
  const { expiring, unused, inherited } = filter
  const expiringDays = expiring ?? EXPIRING_DAYS
  const unusedDays = unused ?? UNUSED_DAYS

  return (
    <Box role="group" aria-label={t('common:filter')} sx={look}>
      <SelectInput
        label={t('filters.method')}
        hiddenLabel
        value={filter.method ?? ''}
        options={[
          { value: '', label: t('filters.anyMethod') },
          ...AccountMethod.options.map((value) => ({
            value,
            label: t(`filters.methods.${value}`),
          })),
        ]}
        onChange={(method) => set({ method })}
      />
      <SelectInput
        label={t('filters.state')}
        hiddenLabel
        value={filter.state ?? ''}
        options={[
          { value: '', label: t('filters.anyState') },
          { value: 'enabled', label: t('filters.enabled') },
          { value: 'disabled', label: t('filters.disabled') },
        ]}
        onChange={(state) => set({ state })}
      />
      <ToggleChip
        label={t('filters.expiring', { count: expiringDays })}
        pressed={expiring !== undefined}
        onChange={(pressed) => set({ expiring: pressed ? String(expiringDays) : '' })}
      />
      <ToggleChip
        label={t('filters.unused', { count: unusedDays })}
        pressed={unused !== undefined}
        onChange={(pressed) => set({ unused: pressed ? String(unusedDays) : '' })}
      />
      {canInherit && (
        <ToggleChip
          label={t('filters.inherited')}
          pressed={inherited}
          onChange={(pressed) => set({ inherited: pressed ? '1' : '' })}
        />
      )}
      {isNarrowed && (
        <Button size="small" color="inherit" onClick={clear}>
          {t('common:clearFilters')}
        </Button>
      )}
    </Box>
  )
}

const look = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 1,
  mb: 1.5,
  '& > .MuiFormControl-root': { width: 'auto' },
}
