import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { toLocalInput } from '#renderer/lib/expiry.ts'
import { formatBoth } from '#renderer/lib/format-instant.ts'
import { useServices } from '#renderer/lib/services.tsx'
import {
  CUSTOM,
  chooseTokenInstant,
  chooseTokenPreset,
  measurePreset,
  NEVER,
  type TokenExpiry,
  tokenPresets,
} from './token-expiry.ts'

export interface TokenExpiryPickerProps {
  readonly value: TokenExpiry
  readonly error?: string | undefined
  readonly rotates: boolean
  readonly onChange: (expiry: TokenExpiry) => void
  readonly onRotates: (rotates: boolean) => void
}

/** When a token ends, with the exact instant, and what becomes of it then. */
export function TokenExpiryPicker(props: TokenExpiryPickerProps) {
  const { value, error, onChange } = props
  const { t } = useTranslation('tokens')
  const { now } = useServices()
  const [local, setLocal] = useState('')

  const choose = (preset: string) => {
    if (preset !== CUSTOM) return onChange(chooseTokenPreset(preset, now()))
    // Begins at what was chosen before, so that nothing jumps.
    const start = toLocalInput(value.expiresAt ? new Date(value.expiresAt) : now())
    setLocal(start)
    onChange(chooseTokenInstant(start))
  }
  const type = (text: string) => {
    setLocal(text)
    onChange(chooseTokenInstant(text))
  }

  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, '& > *': { flex: '1 1 200px' } }}>
        <SelectInput
          label={t('expiry.label')}
          value={value.preset}
          onChange={choose}
          options={[
            ...tokenPresets.map((minutes) => {
              const { unit, count } = measurePreset(minutes)
              return { value: String(minutes), label: t(`expiry.${unit}`, { count }) }
            }),
            { value: CUSTOM, label: t('expiry.custom') },
            { value: NEVER, label: t('expiry.never') },
          ]}
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
        {error ?? <Resolved expiry={value} />}
      </Box>
      {value.preset !== NEVER && (
        <Box>
          <FormControlLabel
            control={
              <Checkbox
                checked={props.rotates}
                onChange={(_, checked) => props.onRotates(checked)}
              />
            }
            label={t('expiry.rotate')}
          />
          <FormHelperText>{t('expiry.rotateHint')}</FormHelperText>
        </Box>
      )}
    </Box>
  )
}

function Resolved({ expiry: { expiresAt } }: { expiry: TokenExpiry }) {
  const { t } = useTranslation('tokens')
  const { now } = useServices()
  if (expiresAt === null) return <Alert severity="warning">{t('expiry.neverWarning')}</Alert>
  if (expiresAt === '') return t('expiry.choose')
  return t('expiry.resolved', { instant: formatBoth(new Date(expiresAt), now()) })
}
