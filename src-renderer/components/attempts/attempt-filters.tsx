import Box from '@mui/material/Box'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ExchangeStage } from '#contract/trust.ts'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import type { AttemptFilter } from './use-attempt-filter.ts'

export interface AttemptFiltersProps {
  readonly filter: AttemptFilter
  readonly onChange: (name: keyof AttemptFilter, value: string) => void
  /** The account is given by the page already. */
  readonly ofAccount: boolean
  /** The search, which stands before the filters. */
  readonly children: ReactNode
}

/** What the list is narrowed to; wide enough that no choice is cut. */
export function AttemptFilters(props: AttemptFiltersProps) {
  const { filter, onChange, ofAccount, children } = props
  const { t } = useTranslation(['attempts', 'trust'])

  return (
    <Box sx={look}>
      {children}
      <SelectInput
        label={t('filters.outcome')}
        hiddenLabel
        options={[
          { value: '', label: t('filters.anyOutcome') },
          { value: 'accepted', label: t('filters.accepted') },
          { value: 'refused', label: t('filters.refused') },
        ]}
        value={filter.outcome}
        onChange={(value) => onChange('outcome', value)}
      />
      <SelectInput
        label={t('filters.stage')}
        hiddenLabel
        options={[
          { value: '', label: t('filters.anyStage') },
          ...ExchangeStage.options.map((stage) => ({
            value: stage,
            label: t(`trust:stages.${stage}`),
          })),
        ]}
        value={filter.stage}
        onChange={(value) => onChange('stage', value)}
      />
      <IssuerFilter value={filter.issuer} onChange={(value) => onChange('issuer', value)} />
      {!ofAccount && (
        <AccountFilter value={filter.account} onChange={(value) => onChange('account', value)} />
      )}
      <SelectInput
        label={t('filters.time')}
        hiddenLabel
        options={[
          { value: '', label: t('filters.anyTime') },
          ...(['hour', 'day', 'week'] as const).map((time) => ({
            value: time,
            label: t(`filters.${time}`),
          })),
        ]}
        value={filter.time}
        onChange={(value) => onChange('time', value)}
      />
      <FormControlLabel
        label={t('filters.eachOne')}
        control={
          <Switch
            checked={filter.each === 'yes'}
            onChange={({ target }) => onChange('each', target.checked ? 'yes' : '')}
          />
        }
      />
    </Box>
  )
}

/** Two in a row in the smallest window, so that no choice is cut. */
const look = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(280px, 100%), 1fr))',
  alignItems: 'center',
  gap: 1,
  mb: 1.5,
  '& > .MuiOutlinedInput-root': { width: 1 },
}

interface ChoiceProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

function IssuerFilter({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation('attempts')
  const { queries } = useServices()
  const issuers = useQuery(queries.issuers.list.queryOptions({ input: { limit: 100 } }))
  const known = issuers.data?.items.map(({ url, label }) => ({ value: url, label: label || url }))

  return (
    <Choice
      label={t('issuer')}
      all={t('filters.everyIssuer')}
      options={known ?? []}
      {...{ value, onChange }}
    />
  )
}

function AccountFilter({ value, onChange }: ChoiceProps) {
  const { t } = useTranslation('attempts')
  const { queries } = useServices()
  const accounts = useQuery(queries.serviceAccounts.list.queryOptions({ input: { limit: 100 } }))
  const known = accounts.data?.items.map(({ path }) => ({ value: path, label: path }))

  return (
    <Choice
      label={t('account')}
      all={t('filters.everyAccount')}
      options={known ?? []}
      {...{ value, onChange }}
    />
  )
}

type Options = readonly { readonly value: string; readonly label: string }[]

/** What a link asks for is a choice too, also where it is not on the list. */
function Choice(props: ChoiceProps & { label: string; all: string; options: Options }) {
  const { label, all, options, value, onChange } = props
  const isListed = value === '' || options.some((option) => option.value === value)

  return (
    <SelectInput
      label={label}
      hiddenLabel
      options={[
        { value: '', label: all },
        ...(isListed ? [] : [{ value, label: value }]),
        ...options,
      ]}
      value={value}
      onChange={onChange}
    />
  )
}
