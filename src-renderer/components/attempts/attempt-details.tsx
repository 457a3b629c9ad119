import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableRow from '@mui/material/TableRow'
import Typography from '@mui/material/Typography'
import type { Attempt } from '#contract/trust.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { Facts } from '#renderer/components/facts.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { TraceView } from '#renderer/components/trust/trace-view.tsx'

const grants = {
  token_exchange: 'Token exchange',
  jwt_bearer: 'JWT bearer',
  login: 'Login',
} satisfies Record<Attempt['grant'], string>

export function AttemptDetails({ attempt }: { attempt: Attempt }) {
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <TraceView trace={attempt} />
      <Facts
        facts={[
          { term: 'When', value: <Moment at={attempt.at} /> },
          { term: 'Account', value: attempt.accountPath ?? 'None was named or found' },
          { term: 'Issuer', value: <code>{attempt.issuerUrl ?? '—'}</code> },
          { term: 'By', value: `${grants[attempt.grant]}, from ${attempt.address}` },
          {
            term: 'Correlation id',
            value: <Copyable text={attempt.correlationId} label="Copy correlation id" />,
          },
        ]}
      />
      <Claims attempt={attempt} />
    </Box>
  )
}

function Claims({ attempt: { claims, verified } }: { attempt: Attempt }) {
  const entries = Object.entries(claims)
  if (entries.length === 0) return null

  return (
    <Box component="section" aria-label="Claims">
      <Typography variant="h3">Claims</Typography>
      {!verified && (
        <Typography variant="body2" color="textSecondary">
          The signature was not verified: anybody could have written these.
        </Typography>
      )}
      <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '8px', mt: 1 }}>
        <Table
          aria-label="Claims"
          sx={{ tableLayout: 'fixed', '& td': { py: 0.5, overflowWrap: 'anywhere' } }}
        >
          <TableBody>
            {entries.map(([claim, value]) => (
              <TableRow key={claim}>
                <TableCell sx={{ width: '30%' }}>
                  <code>{claim}</code>
                </TableCell>
                <TableCell>
                  <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
    </Box>
  )
}
