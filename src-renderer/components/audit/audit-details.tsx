import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { useTranslation } from 'react-i18next'
import type { AuditEvent } from '#contract/audit.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { Facts } from '#renderer/components/facts.tsx'
import { formatInstant } from '#renderer/lib/format-instant.ts'
import { listDifferences } from './list-differences.ts'

/** What an event changed, and what else is on record of it. */
export function AuditDetails({ event }: { event: AuditEvent }) {
  const { t } = useTranslation('audit')
  const copyLabel = useTranslation('common').t('copyCorrelationId')
  const { address, namespace, target } = event

  return (
    <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
      <Differences event={event} />
      <Facts
        facts={[
          { term: t('period'), value: formatInstant(new Date(event.at)) },
          ...(address ? [{ term: t('address'), value: <code>{address}</code> }] : []),
          { term: t('action'), value: <code>{event.action}</code> },
          ...(target ? [{ term: t('object'), value: <code>{target.id}</code> }] : []),
          ...(namespace ? [{ term: t('place'), value: namespace }] : []),
          {
            term: useTranslation('common').t('correlationId'),
            value: <Copyable text={event.correlationId} label={copyLabel} />,
          },
          {
            term: t('recorded'),
            value: t('recordedAs', { number: event.sequence, hash: event.hash.slice(0, 16) }),
          },
        ]}
      />
    </Box>
  )
}

function Differences({ event }: { event: AuditEvent }) {
  const { t } = useTranslation('audit')
  const differences = listDifferences(event)
  if (differences.length === 0) return null

  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '8px', overflow: 'hidden' }}>
      <Table aria-label={t('changed')} sx={tableLook}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: '26%' }}>{t('field')}</TableCell>
            <TableCell>{t('before')}</TableCell>
            <TableCell>{t('after')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {differences.map(({ field, before, after }) => (
            <TableRow key={field}>
              <TableCell>
                <code>{field}</code>
              </TableCell>
              <Side text={before} tone="error" />
              <Side text={after} tone="success" />
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  )
}

/** Removed and added are told apart by their column and by a sign, not by colour alone. */
function Side({ text, tone }: { text: string | undefined; tone: 'error' | 'success' }) {
  const absent = useTranslation('audit').t('absent')
  if (text === undefined) return <TableCell sx={{ color: 'text.secondary' }}>{absent}</TableCell>

  return (
    <TableCell>
      <Box component="code" sx={{ color: `${tone}.main` }}>
        {tone === 'error' ? '− ' : '+ '}
        {text === '' ? '""' : text}
      </Box>
    </TableCell>
  )
}

const tableLook = {
  tableLayout: 'fixed',
  '& td, & th': { py: 0.5, overflowWrap: 'anywhere', verticalAlign: 'top' },
  '& tr:last-of-type td': { borderBottom: 0 },
}
