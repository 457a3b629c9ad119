import { useTranslation } from 'react-i18next'
import { TokenIntent, TokenState } from '#contract/tokens.ts'
import { PrincipalPicker } from '#renderer/components/lookup/principal-picker.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import type { ParamChanges } from '#renderer/lib/use-query-params.ts'
import { expiringDays, type TokenFilter } from './use-token-filter.ts'

export interface TokenFiltersProps {
  readonly filter: TokenFilter
  readonly onChange: (changes: ParamChanges) => void
  /** Whose they are is given by the page already. */
  readonly ofOwner: boolean
}

export function TokenFilters({ filter, onChange, ofOwner }: TokenFiltersProps) {
  const { t } = useTranslation('tokens')

  return (
    <>
      {!ofOwner && (
        <PrincipalPicker
          label={t('filters.owner')}
          hiddenLabel
          placeholder={t('filters.everyOwner')}
          kinds={['service_account']}
          value={
            filter.account === ''
              ? null
              : { kind: 'service_account', id: filter.account, name: filter.account }
          }
          onChange={(account) => onChange({ account: account?.name, system: undefined })}
        />
      )}
      <SelectInput
        label={t('filters.intent')}
        hiddenLabel
        value={filter.intent}
        onChange={(intent) => onChange({ intent })}
        options={[
          { value: '', label: t('filters.everyIntent') },
          ...TokenIntent.options.map((value) => ({ value, label: t(`intents.${value}`) })),
        ]}
      />
      <SelectInput
        label={t('filters.state')}
        hiddenLabel
        value={filter.state}
        onChange={(state) => onChange({ state })}
        options={[
          { value: '', label: t('filters.everyState') },
          ...TokenState.options.map((value) => ({ value, label: t(`states.${value}`) })),
        ]}
      />
      <SelectInput
        label={t('filters.expiring')}
        hiddenLabel
        value={filter.expiring}
        onChange={(expiring) => onChange({ expiring })}
        options={[
          { value: '', label: t('filters.anyExpiry') },
          ...expiringDays.map((days) => ({
            value: String(days),
            label: t('filters.withinDays', { count: days }),
          })),
        ]}
      />
    </>
  )
}
