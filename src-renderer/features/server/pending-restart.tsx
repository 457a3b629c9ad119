import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Listening } from '#contract/listening.ts'
import { PlainTable } from '#renderer/components/plain-table.tsx'
import { useServices } from '#renderer/lib/services.tsx'

const names = ['host', 'port', 'publicUrl', 'tls', 'issuer'] as const
type Values = Listening['now']

/** What was set and waits for a restart, beside what holds until then. */
export function PendingRestart({ listening }: { listening: Listening }) {
  const { t } = useTranslation('listening')
  const { shell } = useServices()
  const { now, next, newAuthority } = listening
  const changed = names
    .filter((name) => JSON.stringify(now[name]) !== JSON.stringify(next[name]))
    // A start that takes any free port says nothing about which.
    .filter((name) => name !== 'port' || next.port !== 0)
  const show = (values: Values, name: (typeof names)[number]) =>
    name === 'tls' ? describeTls(values.tls, t) : (values[name] ?? t('address'))

  return (
    <Box sx={{ display: 'grid', gap: 1.5, mb: 2.5 }}>
      {newAuthority && <Alert severity="warning">{t('newAuthority')}</Alert>}
      <Alert severity="info">
        {t('pending')} {shell.kind === 'desktop' ? t('restartDesktop') : t('restartBrowser')}
      </Alert>
      <PlainTable
        label={t('changes')}
        head={[t('setting'), t('now'), t('next')]}
        rows={changed.map((name) => ({
          key: name,
          cells: [t(name), show(now, name), show(next, name)],
        }))}
      />
    </Box>
  )
}

function describeTls(tls: Values['tls'], t: TFunction<'listening'>): string {
  if (tls.kind === 'files') return tls.certificateFile
  const kind = t(`kinds.${tls.kind}`)
  return tls.kind === 'own' && tls.names.length > 0 ? `${kind} (${tls.names.join(', ')})` : kind
}
