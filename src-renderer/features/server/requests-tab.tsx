import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoggedRequest } from '#contract/server.ts'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SearchField } from '#renderer/components/search-field.tsx'
import { Section } from '#renderer/components/section.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useSearch } from '#renderer/lib/use-search.ts'
import { RequestsTable } from './requests-table.tsx'
import { useRequestTail } from './use-request-tail.ts'

/** The latest requests as they come, newest first; a pause holds them still. */
export function RequestsTab() {
  const { t } = useTranslation('server')
  const search = useSearch()
  const [withOwn, setWithOwn] = useState(false)
  const [pausedAt, setPausedAt] = useState<number>()
  const tail = useRequestTail()
  const fitting = tail.requests.filter(
    (request) => (withOwn || !isOfWindow(request)) && fits(request, search.settled.toLowerCase()),
  )
  const shown = fitting.filter(({ sequence }) => sequence <= (pausedAt ?? sequence))
  const waiting = fitting.length - shown.length

  return (
    <Section title={t('requests.title')} description={t('requests.description')}>
      <Box sx={barLook}>
        <SearchField label={t('requests.filter')} text={search.text} onChange={search.setText} />
        <Button
          variant="outlined"
          color="inherit"
          onClick={() => setPausedAt(pausedAt === undefined ? tail.last : undefined)}
        >
          {pausedAt === undefined ? t('requests.pause') : t('requests.resume')}
        </Button>
        <FormControlLabel
          label={t('requests.own')}
          control={<Switch checked={withOwn} onChange={(_, on) => setWithOwn(on)} />}
        />
        {waiting > 0 && <span>{t('requests.waiting', { count: waiting })}</span>}
      </Box>
      {tail.error && <ProblemAlert problem={toProblem(tail.error)} />}
      {tail.isPending ? (
        <BlockSkeleton height={260} />
      ) : (
        <RequestsTable requests={shown.toReversed().slice(0, SHOWN)} />
      )}
    </Section>
  )
}

/** More rows than anybody reads would only make each new one slower; the filter reaches all. */
const SHOWN = 200

/** A place that answers is one of the window; what strangers guess at does not. */
function isOfWindow({ path, status }: LoggedRequest): boolean {
  if (/^\/(?:rpc\/|session$)/.test(path)) return true
  return status === 200 && !FOR_MACHINES.test(path)
}

const FOR_MACHINES = /^\/(?:api|oauth|v1|\.well-known|healthz|readyz|metrics|docs)(?:\/|$)/

function fits(request: LoggedRequest, text: string): boolean {
  const { method, path, client, address, status, correlationId } = request
  const words = `${method} ${path} ${client ?? ''} ${address} ${status ?? ''} ${correlationId}`
  return words.toLowerCase().includes(text)
}

const barLook = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 1.5,
  mb: 1.5,
  fontSize: '0.8125rem',
}
