import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { Listening } from '#contract/listening.ts'
import { PlainTable } from '#renderer/components/plain-table.tsx'
import { useServices } from '#renderer/lib/services.tsx'

const names = ['host', 'port', 'publicUrl', 'issuer'] as const

/** What was set and waits for a restart, beside what holds until then. */
export function PendingRestart({ listening: { now, next } }: { listening: Listening }) {
  const { t } = useTranslation('listening')
  const { shell } = useServices()
  const changed = names.filter((name) => now[name] !== next[name])
  const show = (value: string | number | null) => value ?? t('address')

  return (
    <Box sx={{ display: 'grid', gap: 1.5, mb: 2.5 }}>
      <Alert severity="info">
        {t('pending')} {shell.kind === 'desktop' ? t('restartDesktop') : t('restartBrowser')}
      </Alert>
      <PlainTable
        label={t('changes')}
        head={[t('setting'), t('now'), t('next')]}
        rows={changed.map((name) => ({
          key: name,
          cells: [t(name), <code key="now">{show(now[name])}</code>, show(next[name])],
        }))}
      />
    </Box>
  )
}
