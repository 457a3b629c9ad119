import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import { useTranslation } from 'react-i18next'
import { ExpirySelect } from '#renderer/components/expiry-select.tsx'
import { CUSTOM } from '#renderer/lib/expiry.ts'
import { formatBoth } from '#renderer/lib/format-instant.ts'
import { useServices } from '#renderer/lib/services.tsx'
import {
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
  const { t } = useTranslation(['tokens', 'common'])
  const { now } = useServices()

  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <ExpirySelect
        label={t('expiry.label')}
        options={[
          ...tokenPresets.map((minutes) => {
            const { unit, count } = measurePreset(minutes)
            return { value: String(minutes), label: t(`common:expiry.${unit}`, { count }) }
          }),
          { value: CUSTOM, label: t('common:expiry.custom') },
          { value: NEVER, label: t('common:never') },
        ]}
        value={value}
        error={error}
        onPreset={(preset) => onChange(chooseTokenPreset(preset, now()))}
        onCustom={onChange}
      >
        <Resolved expiry={value} />
      </ExpirySelect>
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
  const { t } = useTranslation(['tokens', 'common'])
  const { now } = useServices()
  if (expiresAt === null) return <Alert severity="warning">{t('expiry.neverWarning')}</Alert>
  if (expiresAt === '') return t('common:expiry.unreadable')
  return t('expiry.resolved', { instant: formatBoth(new Date(expiresAt), now()) })
}
