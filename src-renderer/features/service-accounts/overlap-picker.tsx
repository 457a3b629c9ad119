import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { Trans, useTranslation } from 'react-i18next'
import type { ClientSecret } from '#contract/service-accounts.ts'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { formatBoth } from '#renderer/lib/format-instant.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { isStillUsed, listLive, type Overlap, overlaps, resolveOverlap } from './overlap.ts'

export interface OverlapPickerProps {
  readonly value: Overlap
  readonly old: readonly ClientSecret[]
  readonly onChange: (overlap: Overlap) => void
}

/** Asks when the old secret ends, and warns while something still uses it. */
export function OverlapPicker({ value, old, onChange }: OverlapPickerProps) {
  const { t } = useTranslation('accounts')
  const { now } = useServices()
  const live = listLive(old, now())

  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ maxWidth: 200 }}>
        <SelectInput
          label={t('issue.overlap')}
          value={value}
          options={overlaps.map((each) => ({ value: each, label: t(`issue.overlaps.${each}`) }))}
          onChange={(chosen) => onChange(overlaps.find((each) => each === chosen) ?? value)}
        />
      </Box>
      {live.length > 1 && value !== 'now' && <Alert severity="warning">{t('issue.twoLive')}</Alert>}
      {live.map((secret) => (
        <OldSecret key={secret.id} secret={secret} overlap={value} now={now()} />
      ))}
    </Box>
  )
}

interface OldSecretProps {
  readonly secret: ClientSecret
  readonly overlap: Overlap
  readonly now: Date
}

function OldSecret({ secret, overlap, now }: OldSecretProps) {
  const { t } = useTranslation('accounts')
  const { hint, lastUsedAt, lastUsedAddress } = secret
  const from = lastUsedAddress ? t('issue.oldUsedFrom', { address: lastUsedAddress }) : ''

  return (
    <>
      <Box role="status" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
        <Trans
          t={t}
          i18nKey={overlap === 'now' ? 'issue.oldEndsNow' : 'issue.oldEnds'}
          values={{ hint, instant: formatBoth(resolveOverlap(overlap, secret, now), now) }}
          components={{ code: <code /> }}
        />
      </Box>
      {lastUsedAt && isStillUsed(secret, now) && (
        <Alert severity="warning">
          {t('issue.oldUsed', { instant: formatBoth(new Date(lastUsedAt), now), from })}
        </Alert>
      )}
    </>
  )
}
