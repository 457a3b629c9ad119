import { useTranslation } from 'react-i18next'
import { ExpirySelect } from '#renderer/components/expiry-select.tsx'
import { CUSTOM, listPresetDays } from '#renderer/lib/expiry.ts'
import { formatBoth } from '#renderer/lib/format-instant.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { choosePreset, type ExpiryChoice } from './expiry-choice.ts'

export interface ExpiryPickerProps {
  readonly maximumDays: number
  readonly value: ExpiryChoice
  readonly error?: string | undefined
  readonly onChange: (choice: ExpiryChoice) => void
}

/** When a secret ends, with the exact instant. */
export function ExpiryPicker({ maximumDays, value, error, onChange }: ExpiryPickerProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const { now } = useServices()
  const { expiresAt } = value

  return (
    <ExpirySelect
      label={t('expiry.label')}
      options={[
        ...listPresetDays(maximumDays).map((count) => ({
          value: String(count),
          label: t('common:expiry.days', { count }),
        })),
        { value: CUSTOM, label: t('common:expiry.custom') },
      ]}
      value={value}
      error={error}
      onPreset={(preset) => onChange(choosePreset(Number(preset), now()))}
      onCustom={onChange}
    >
      {expiresAt === ''
        ? t('common:expiry.unreadable')
        : t('expiry.resolved', { instant: formatBoth(new Date(expiresAt), now()) })}
    </ExpirySelect>
  )
}
