import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouterLink } from 'react-router'
import type { Overview } from '#contract/overview.ts'
import { Moment } from '#renderer/components/moment.tsx'
import { Section } from '#renderer/components/section.tsx'
import { toServiceAccountRoute } from '#renderer/lib/paths.ts'
import { Lines, linesLook } from './lines.tsx'

export function Attention({ expiring, unused }: Pick<Overview, 'expiring' | 'unused'>) {
  return (
    <>
      <Expiring {...expiring} />
      <Unused {...unused} />
    </>
  )
}

function Expiring({ withinDays, count, items }: Overview['expiring']) {
  const { t } = useTranslation('home')

  return (
    <Section title={t('expiring.title')}>
      <Lines
        empty={t('expiring.empty', { days: withinDays })}
        more={count - items.length}
        lines={items.map(({ id, kind, name, owner, expiresAt }) => ({
          key: id,
          line: (
            <>
              <Box sx={{ minWidth: 0 }}>
                <OwnerLink owner={owner}>{owner.name}</OwnerLink>
                <Box sx={linesLook.secondary}>
                  {kind === 'client_secret'
                    ? t('expiring.secret', { name })
                    : t('expiring.token', { name })}
                </Box>
              </Box>
              <Moment at={expiresAt} />
            </>
          ),
        }))}
      />
    </Section>
  )
}

type Owner = Overview['expiring']['items'][number]['owner']

function OwnerLink({ owner, children }: { owner: Owner; children: ReactNode }) {
  const route =
    owner.kind === 'user' ? `/users/${owner.id}` : `${toServiceAccountRoute(owner.name)}`
  return (
    <Link component={RouterLink} to={route} sx={linesLook.main}>
      {children}
    </Link>
  )
}

function Unused({ forDays, count, items }: Overview['unused']) {
  const { t } = useTranslation('home')

  return (
    <Section title={t('unused.title', { days: forDays })}>
      <Lines
        empty={t('unused.empty', { days: forDays })}
        more={count - items.length}
        lines={items.map(({ id, path, lastUsedAt, createdAt }) => ({
          key: id,
          line: (
            <>
              <Link component={RouterLink} to={toServiceAccountRoute(path)} sx={linesLook.main}>
                {path}
              </Link>
              <Box component="span" sx={linesLook.secondary}>
                {lastUsedAt === null ? t('unused.never') : t('unused.last')}{' '}
                <Moment at={lastUsedAt ?? createdAt} />
              </Box>
            </>
          ),
        }))}
      />
    </Section>
  )
}
