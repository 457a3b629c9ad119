import Box from '@mui/material/Box'
import Chip from '@mui/material/Chip'
import { useTranslation } from 'react-i18next'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { audit } from '#renderer/words/en/audit.ts'
import type { AuditChoices, Period, Result, What } from './use-audit-filter.ts'

export interface AuditFiltersProps {
  readonly choices: AuditChoices
  readonly onChange: (change: Partial<AuditChoices>) => void
}

const { kinds, periods, results } = audit

export function AuditFilters({ choices, onChange }: AuditFiltersProps) {
  const { t } = useTranslation('audit')

  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))',
        alignItems: 'center',
        gap: 1,
        width: '100%',
      }}
    >
      <SelectInput
        label={t('what')}
        hiddenLabel
        options={[
          { value: '', label: t('everything') },
          { value: 'changes', label: t('changes') },
          { value: 'access', label: t('access') },
          ...keysOf(kinds).map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
        ]}
        value={choices.what}
        // Safe: these are the values of the options.
        onChange={(what) => onChange({ what: what as What | '' })}
      />
      <SelectInput
        label={t('result')}
        hiddenLabel
        options={[
          { value: '', label: t('anyResult') },
          ...keysOf(results).map((result) => ({ value: result, label: t(`results.${result}`) })),
        ]}
        value={choices.result}
        onChange={(result) => onChange({ result: result as Result | '' })}
      />
      <SelectInput
        label={t('period')}
        hiddenLabel
        options={[
          { value: '', label: t('anyTime') },
          ...keysOf(periods).map((period) => ({ value: period, label: t(`periods.${period}`) })),
        ]}
        value={choices.period}
        onChange={(period) => onChange({ period: period as Period | '' })}
      />
      {choices.period === 'own' && <OwnPeriod choices={choices} onChange={onChange} />}
      {choices.actor && (
        <Chip
          label={t('onlyBy', { name: choices.actor })}
          onDelete={() => onChange({ actor: '' })}
          aria-label={t('byEverybody')}
          sx={{ justifySelf: 'start' }}
        />
      )}
    </Box>
  )
}

function OwnPeriod({ choices, onChange }: AuditFiltersProps) {
  const { t } = useTranslation('audit')

  return (['from', 'until'] as const).map((end) => (
    <TextInput
      key={end}
      label={t(end)}
      hiddenLabel
      input={{
        type: 'datetime-local',
        value: choices[end],
        onChange: ({ target }) => onChange({ [end]: target.value }),
      }}
    />
  ))
}

function keysOf<Table extends object>(table: Table) {
  // Safe: the tables are literals, which have no other keys.
  return Object.keys(table) as (keyof Table & string)[]
}
