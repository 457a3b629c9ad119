import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableRow from '@mui/material/TableRow'
import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import type { DecodedToken as Decoded, Fields } from '#renderer/lib/decode-token.ts'
import { formatBoth } from '#renderer/lib/format-instant.ts'
import { useServices } from '#renderer/lib/services.tsx'

/** What a token says: its header and claims, with times in words; never the token itself. */
export function DecodedToken({ token }: { token: Decoded }) {
  const { t } = useTranslation('accounts')

  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <FieldsTable title={t('trial.header')} fields={token.header} />
      <FieldsTable title={t('trial.claims')} fields={token.claims} />
    </Box>
  )
}

const tableLook = {
  tableLayout: 'fixed',
  '& td, & th': { height: 32, py: 0.5, overflowWrap: 'anywhere' },
  '& tr:last-child > *': { borderBottom: 0 },
}

function FieldsTable({ title, fields }: { title: string; fields: Fields }) {
  return (
    <Box component="section" aria-label={title}>
      <Typography variant="h3" component="h3" sx={{ mb: 0.5 }}>
        {title}
      </Typography>
      <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '8px' }}>
        <Table aria-label={title} sx={tableLook}>
          <TableBody>
            {Object.entries(fields).map(([name, value]) => (
              <TableRow key={name}>
                <TableCell component="th" scope="row" sx={{ width: '30%' }}>
                  <code>{name}</code>
                </TableCell>
                <TableCell>
                  <FieldValue name={name} value={value} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
    </Box>
  )
}

/** Seconds since 1970 (RFC 7519 §2). */
const times = new Set(['exp', 'nbf', 'iat', 'auth_time'])

function FieldValue({ name, value }: { name: string; value: unknown }) {
  const { now } = useServices()
  if (times.has(name) && typeof value === 'number') {
    return <>{formatBoth(new Date(value * 1000), now())}</>
  }
  return <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
}
