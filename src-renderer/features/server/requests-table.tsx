import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { useTranslation } from 'react-i18next'
import { Link as RouterLink } from 'react-router'
import type { LoggedRequest } from '#contract/server.ts'
import { currentLocale } from '#renderer/lib/language.ts'
import { auditRoute } from '#renderer/lib/paths.ts'

export function RequestsTable({ requests }: { requests: readonly LoggedRequest[] }) {
  const { t } = useTranslation('server')
  if (requests.length === 0) {
    return <Box sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>{t('requests.empty')}</Box>
  }

  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label={t('requests.title')} className="tabular">
        <TableHead>
          <TableRow>
            {(['time', 'status', 'request', 'duration', 'client', 'address', 'event'] as const).map(
              (column) => (
                <TableCell key={column}>{t(`requests.${column}`)}</TableCell>
              ),
            )}
          </TableRow>
        </TableHead>
        <TableBody>
          {requests.map((request) => (
            <RequestRow key={request.sequence} request={request} />
          ))}
        </TableBody>
      </Table>
    </Box>
  )
}

function RequestRow({ request }: { request: LoggedRequest }) {
  const { t } = useTranslation('server')
  const { at, status, method, path, durationMs, client, address, correlationId } = request

  return (
    <TableRow>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{formatTime(at)}</TableCell>
      <TableCell sx={{ color: status === null || status >= 400 ? 'error.main' : 'success.main' }}>
        {status ?? t('requests.gone')}
      </TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere', minWidth: 160 }}>
        <code>{`${method} ${path}`}</code>
      </TableCell>
      <TableCell align="right">{durationMs.toFixed(durationMs < 10 ? 1 : 0)}</TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere' }}>{client ?? '—'}</TableCell>
      <TableCell>{address}</TableCell>
      <TableCell>
        <Link
          component={RouterLink}
          to={`${auditRoute}?q=${correlationId}`}
          aria-label={t('requests.eventOf', { id: correlationId })}
        >
          {t('requests.event')}
        </Link>
      </TableCell>
    </TableRow>
  )
}

function formatTime(at: string): string {
  return new Intl.DateTimeFormat(currentLocale(), { timeStyle: 'medium' }).format(new Date(at))
}
