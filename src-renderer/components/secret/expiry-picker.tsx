import Box from '@mui/material/Box'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { listPresetDays, toLocalInput } from '#renderer/lib/expiry.ts'
import { formatBoth } from '#renderer/lib/format-instant.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { CUSTOM, chooseCustom, choosePreset, type ExpiryChoice } from './expiry-choice.ts'

export interface ExpiryPickerProps {
  readonly maximumDays: number
  readonly value: ExpiryChoice
  readonly error?: string | undefined
  readonly onChange: (choice: ExpiryChoice) => void
}

/** Presets or a time of one's own, with the exact instant that they mean. */
export function ExpiryPicker({ maximumDays, value, error, onChange }: ExpiryPickerProps) {
  const { t } = useTranslation('accounts')
  const { now } = useServices()
  const [local, setLocal] = useState('')
  const isCustom = value.preset === CUSTOM
  const presets = listPresetDays(maximumDays)

  const choose = (preset: string) => {
    if (preset !== CUSTOM) return onChange(choosePreset(Number(preset), now()))
    // Begins at what was chosen before, so that nothing jumps.
    const start = toLocalInput(new Date(value.expiresAt))
    setLocal(start)
    onChange(chooseCustom(start))
  }
  const type = (text: string) => {
    setLocal(text)
    onChange(chooseCustom(text))
  }

  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'grid', gridTemplateColumns: '200px 240px', gap: 2 }}>
        <SelectInput
          label={t('expiry.label')}
          value={value.preset}
          onChange={choose}
          options={[
            ...presets.map((days) => ({
              value: String(days),
              label: t('expiry.inDays', { count: days }),
            })),
            { value: CUSTOM, label: t('expiry.custom') },
          ]}
        />
        {isCustom && (
          <TextInput
            label={t('expiry.dateAndTime')}
            input={{
              type: 'datetime-local',
              value: local,
              onChange: (event) => type(event.target.value),
            }}
          />
        )}
      </Box>
      <Box
        role="status"
        sx={{ fontSize: '0.8125rem', color: error ? 'error.main' : 'text.secondary' }}
      >
        {error ?? <Resolved choice={value} now={now()} />}
      </Box>
    </Box>
  )
}

function Resolved({ choice, now }: { choice: ExpiryChoice; now: Date }) {
  const { t } = useTranslation('accounts')
  if (choice.expiresAt === '') return t('expiry.choose')
  return t('expiry.resolved', { instant: formatBoth(new Date(choice.expiresAt), now) })
}
