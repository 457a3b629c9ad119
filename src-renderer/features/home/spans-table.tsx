import Box from '@mui/material/Box'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { useTranslation } from 'react-i18next'
import { formatSpan, type Range, type Span } from './spans.ts'

/** The same as the chart in words and numbers, without the spans in which nothing happened. */
export function SpansTable({ spans, range }: { spans: readonly Span[]; range: Range }) {
  const { t } = useTranslation('home')
  const busy = spans.filter(({ issued, refused }) => issued + refused > 0)

  return (
    <Box sx={{ maxHeight: 260, overflow: 'auto', mb: 1 }} tabIndex={0}>
      <Table size="small" stickyHeader aria-label={t('chart.title')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('chart.time')}</TableCell>
            <TableCell align="right">{t('chart.issued')}</TableCell>
            <TableCell align="right">{t('chart.refused')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {busy.toReversed().map((span) => (
            <TableRow key={span.from.getTime()}>
              <TableCell>{formatSpan(span, range)}</TableCell>
              <TableCell align="right">{span.issued}</TableCell>
              <TableCell align="right">{span.refused}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  )
}
