import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { ExchangeStage } from '#contract/trust.ts'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { stageWording } from '#renderer/lib/stage-wording.ts'
import type { AttemptFilter } from './use-attempt-filter.ts'

export interface AttemptFiltersProps {
  readonly filter: AttemptFilter
  readonly onChange: (name: keyof AttemptFilter, value: string) => void
  /** The account is given by the page already. */
  readonly ofAccount: boolean
}

const outcomes = [
  { value: '', label: 'Accepted or refused' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'refused', label: 'Refused' },
]
const stages = [
  { value: '', label: 'Refused for anything' },
  ...ExchangeStage.options.map((stage) => ({ value: stage, label: stageWording[stage] })),
]

export function AttemptFilters({ filter, onChange, ofAccount }: AttemptFiltersProps) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))',
        gap: 1,
        width: '100%',
      }}
    >
      <SelectInput
        label="Outcome"
        hiddenLabel
        options={outcomes}
        value={filter.outcome}
        onChange={(value) => onChange('outcome', value)}
      />
      <SelectInput
        label="Stage"
        hiddenLabel
        options={stages}
        value={filter.stage}
        onChange={(value) => onChange('stage', value)}
      />
      <IssuerFilter value={filter.issuer} onChange={(value) => onChange('issuer', value)} />
      {!ofAccount && (
        <AccountFilter value={filter.account} onChange={(value) => onChange('account', value)} />
      )}
    </Box>
  )
}

interface ChoiceProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

function IssuerFilter({ value, onChange }: ChoiceProps) {
  const { queries } = useServices()
  const issuers = useQuery(queries.issuers.list.queryOptions({ input: { limit: 100 } }))
  const known = issuers.data?.items.map(({ url, label }) => ({ value: url, label: label || url }))

  return <Choice label="Issuer" all="Every issuer" options={known ?? []} {...{ value, onChange }} />
}

function AccountFilter({ value, onChange }: ChoiceProps) {
  const { queries } = useServices()
  const accounts = useQuery(queries.serviceAccounts.list.queryOptions({ input: { limit: 100 } }))
  const known = accounts.data?.items.map(({ path }) => ({ value: path, label: path }))

  return (
    <Choice label="Account" all="Every account" options={known ?? []} {...{ value, onChange }} />
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
