import Box from '@mui/material/Box'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CUSTOM, type CustomExpiry, chooseCustom, toLocalInput } from '#renderer/lib/expiry.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { SelectInput } from './select-input.tsx'
import { TextInput } from './text-input.tsx'

export interface ExpirySelectProps {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly value: { readonly preset: string; readonly expiresAt: string | null }
  readonly error?: string | undefined
  readonly onPreset: (preset: string) => void
  readonly onCustom: (chosen: CustomExpiry) => void
  /** What the choice comes to; an error stands in its place. */
  readonly children: ReactNode
}

/** Presets, among them a time of one's own, and below them what was chosen. */
export function ExpirySelect(props: ExpirySelectProps) {
  const { value, error, onPreset, onCustom } = props
  const { t } = useTranslation('common')
  const { now } = useServices()
  const [local, setLocal] = useState('')
  const type = (text: string) => {
    setLocal(text)
    onCustom(chooseCustom(text))
  }
  const choose = (preset: string) => {
    if (preset !== CUSTOM) return onPreset(preset)
    // Begins at what was chosen before, so that nothing jumps.
    type(toLocalInput(value.expiresAt ? new Date(value.expiresAt) : now()))
  }

  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box sx={fieldsLook}>
        <SelectInput
          label={props.label}
          value={value.preset}
          onChange={choose}
          options={props.options}
        />
        {value.preset === CUSTOM && (
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
        {error ?? props.children}
      </Box>
    </Box>
  )
}

const fieldsLook = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: 2,
  maxWidth: 480,
  '& > *': { flex: '1 1 200px' },
}
