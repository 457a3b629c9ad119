import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import HelpOutlineRounded from '@mui/icons-material/HelpOutlineRounded'
import HighlightOffRounded from '@mui/icons-material/HighlightOffRounded'
import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import type { TrustCheck } from '#contract/trust.ts'

export interface ChecksTableProps {
  readonly label: string
  readonly checks: readonly TrustCheck[]
}

/** Every check with what was expected and what came; told apart by icon and word. */
export function ChecksTable({ label, checks }: ChecksTableProps) {
  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '8px', overflow: 'hidden', mt: 1 }}>
      <Table
        aria-label={label}
        sx={{ tableLayout: 'fixed', '& td': { py: 0.5, overflowWrap: 'anywhere' } }}
      >
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: 130 }}>Result</TableCell>
            <TableCell sx={{ width: '24%' }}>Check</TableCell>
            <TableCell>Expected</TableCell>
            <TableCell>Actual</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {checks.map((check) => (
            <TableRow key={`${check.check} ${check.rule} ${check.claim} ${check.matcher}`}>
              <TableCell>
                <Result ok={check.ok} />
              </TableCell>
              <TableCell>{nameOf(check)}</TableCell>
              <TableCell>
                {check.matcher && !['exact', 'text'].includes(check.matcher) && (
                  <Box component="span" sx={{ color: 'text.secondary' }}>
                    {check.matcher.replaceAll('_', ' ')}{' '}
                  </Box>
                )}
                <code>{check.expected}</code>
              </TableCell>
              <TableCell>
                <code>{check.actual}</code>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  )
}

function nameOf({ check, claim, rule }: TrustCheck) {
  if (claim !== undefined) return <code>{claim}</code>
  return rule ?? check.replaceAll('_', ' ')
}

function Result({ ok }: { ok: boolean | null }) {
  const look =
    ok === null
      ? { color: 'text.secondary', icon: <HelpOutlineRounded />, word: 'Not checked' }
      : ok
        ? { color: 'success.main', icon: <CheckCircleOutlineRounded />, word: 'Fits' }
        : { color: 'error.main', icon: <HighlightOffRounded />, word: 'Does not fit' }

  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        color: look.color,
        whiteSpace: 'nowrap',
        '& svg': { fontSize: 16 },
      }}
    >
      {look.icon}
      {look.word}
    </Box>
  )
}
