import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import HelpOutlineRounded from '@mui/icons-material/HelpOutlineRounded'
import HighlightOffRounded from '@mui/icons-material/HighlightOffRounded'
import LightbulbOutlined from '@mui/icons-material/LightbulbOutlined'
import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { useTranslation } from 'react-i18next'
import type { TrustCheck } from '#contract/trust.ts'
import { Mark } from '#renderer/components/mark.tsx'
import { sayCheck } from './say-check.ts'
import { sayNearMiss } from './say-near-miss.ts'
import { sayActual, sayExpected } from './say-reason.ts'

export interface ChecksTableProps {
  readonly label: string
  readonly checks: readonly TrustCheck[]
  /** The check whose near miss is told elsewhere already. */
  readonly told?: TrustCheck | undefined
}

/** Every check with what was expected and what came, what failed first; told apart by icon and word. */
export function ChecksTable({ label, checks, told }: ChecksTableProps) {
  const { t } = useTranslation('trust')
  const rank = ({ ok }: TrustCheck) => (ok === false ? 0 : ok === null ? 1 : 2)

  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '8px', overflow: 'hidden', mt: 1 }}>
      <Table aria-label={label} sx={tableLook}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: 140 }}>{t('result')}</TableCell>
            <TableCell sx={{ width: '22%' }}>{t('check')}</TableCell>
            <TableCell>{t('expected')}</TableCell>
            <TableCell>{t('actual')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {checks
            .toSorted((one, other) => rank(one) - rank(other))
            .map((check) => (
              <CheckRow
                key={`${check.check} ${check.rule} ${check.claim} ${check.matcher}`}
                check={check}
                isTold={check === told}
              />
            ))}
        </TableBody>
      </Table>
    </Box>
  )
}

const tableLook = {
  tableLayout: 'fixed',
  '& td': { height: 'auto', py: 0.75, overflowWrap: 'anywhere', verticalAlign: 'top' },
  '& tr[data-failed=true] td': { bgcolor: 'error.light' },
}

function CheckRow({ check, isTold }: { check: TrustCheck; isTold: boolean }) {
  return (
    <TableRow data-failed={check.ok === false}>
      <TableCell>
        <Result ok={check.ok} />
      </TableCell>
      <TableCell>
        {check.claim === undefined ? sayCheck(check) : <code>{check.claim}</code>}
      </TableCell>
      <TableCell>
        <code>{sayExpected(check)}</code>
      </TableCell>
      <TableCell>
        <code>{sayActual(check)}</code>
        {!isTold && <Hint check={check} />}
      </TableCell>
    </TableRow>
  )
}

/** A near miss: it usually is the answer. */
export function Hint({ check }: { check: TrustCheck }) {
  const hint = sayNearMiss(check)
  if (hint === undefined) return null
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 0.5,
        fontWeight: 500,
        '& svg': { fontSize: 16, mt: '2px', color: 'warning.main' },
      }}
    >
      <LightbulbOutlined />
      <span>{hint}</span>
    </Box>
  )
}

function Result({ ok }: { ok: boolean | null }) {
  const { t } = useTranslation('trust')
  if (ok === null) {
    return (
      <Mark color="text.secondary" icon={<HelpOutlineRounded />}>
        {t('notChecked')}
      </Mark>
    )
  }
  return ok ? (
    <Mark color="success.main" icon={<CheckCircleOutlineRounded />}>
      {t('fits')}
    </Mark>
  ) : (
    <Mark color="error.main" icon={<HighlightOffRounded />}>
      {t('doesNotFit')}
    </Mark>
  )
}
