import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import type { ClientSecret } from '#contract/service-accounts.ts'
import { ExpiryLabel } from '#renderer/components/expiry-label.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { formatInstant } from '#renderer/lib/format-instant.ts'

/** The live secrets by how they end; their values are known to nobody any more. */
export function SecretsTable({ secrets }: { secrets: readonly ClientSecret[] }) {
  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '8px', overflow: 'hidden' }}>
      <Table aria-label="Client secrets" sx={{ tableLayout: 'fixed' }}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: 120 }}>Secret</TableCell>
            <TableCell sx={{ width: 130 }}>Created</TableCell>
            <TableCell>Expires</TableCell>
            <TableCell sx={{ width: 130 }}>Last used</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {secrets.map((secret) => (
            <TableRow key={secret.id}>
              <TableCell>
                <code>…{secret.hint}</code>
              </TableCell>
              <TableCell>
                <Moment at={secret.createdAt} />
              </TableCell>
              <TableCell>
                <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1 }}>
                  <ExpiryLabel at={secret.expiresAt} />
                  <Box component="span" sx={{ color: 'text.secondary' }}>
                    {formatInstant(new Date(secret.expiresAt))}
                  </Box>
                </Box>
              </TableCell>
              <TableCell>
                <Moment at={secret.lastUsedAt} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  )
}
