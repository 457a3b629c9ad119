import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import ErrorOutlineRounded from '@mui/icons-material/ErrorOutlineRounded'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Chip from '@mui/material/Chip'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Overview } from '#contract/overview.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { currentLocale } from '#renderer/lib/language.ts'

export interface ServerStateProps {
  readonly server: NonNullable<Overview['server']>
  readonly tokens: Overview['tokens']
}

/** Whether all is well, at a glance. */
export function ServerState({ server, tokens }: ServerStateProps) {
  const { t } = useTranslation('home')
  const isWell = server.trouble === null

  return (
    <>
      {!isWell && (
        <Alert severity="error" sx={{ mb: 2 }}>
          {server.trouble}
        </Alert>
      )}
      <Box component="dl" sx={tilesLook}>
        <Tile term={t('issuerUrl')} wide>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
            <Chip
              color={isWell ? 'success' : 'error'}
              icon={isWell ? <CheckCircleOutlineRounded /> : <ErrorOutlineRounded />}
              label={isWell ? t('running') : t('trouble')}
            />
            <Box sx={{ fontSize: '0.875rem', minWidth: 0 }}>
              <Copyable text={server.issuer} label={t('copyIssuerUrl')} />
            </Box>
          </Box>
        </Tile>
        <Tile term={t('since')}>
          <Moment at={server.startedAt} />
        </Tile>
        <Tile term={t('requests')}>{format(server.requestsLastMinute)}</Tile>
        {tokens && <DayCounts tokens={tokens} />}
      </Box>
    </>
  )
}

function DayCounts({ tokens: { hours } }: { tokens: NonNullable<Overview['tokens']> }) {
  const { t } = useTranslation('home')
  const sum = (counts: readonly number[]) => counts.slice(-24).reduce((all, one) => all + one, 0)

  return (['issued', 'refused'] as const).map((outcome) => (
    <Tile key={outcome} term={`${t(outcome)} ${t('inLastDay')}`}>
      {format(sum(hours[outcome]))}
    </Tile>
  ))
}

function format(count: number): string {
  return new Intl.NumberFormat(currentLocale()).format(count)
}

function Tile({ term, wide, children }: { term: string; wide?: boolean; children: ReactNode }) {
  return (
    <Box sx={{ ...tileLook, ...(wide && { gridColumn: '1 / -1' }) }}>
      <dt>{term}</dt>
      <dd className="tabular">{children}</dd>
    </Box>
  )
}

const tilesLook = {
  m: 0,
  mb: 2.5,
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(150px, 100%), 1fr))',
  gap: 1.5,
}

const tileLook = {
  border: 1,
  borderColor: 'divider',
  borderRadius: '10px',
  p: '12px 16px',
  minWidth: 0,
  display: 'flex',
  flexDirection: 'column',
  justifyContent: 'space-between',
  gap: 0.5,
  '& dt': { fontSize: '0.75rem', color: 'text.secondary' },
  '& dd': { m: 0, fontSize: '1.125rem', fontWeight: 600, lineHeight: '28px' },
}
