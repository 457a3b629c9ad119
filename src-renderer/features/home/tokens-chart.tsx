import Box from '@mui/material/Box'
import { useTheme } from '@mui/material/styles'
import { BarChart } from '@mui/x-charts/BarChart'
import { useTranslation } from 'react-i18next'
import { readCspNonce } from '#renderer/lib/csp-nonce.ts'
import { formatSpan, type Range, type Span } from './spans.ts'

export interface TokensChartProps {
  readonly spans: readonly Span[]
  readonly range: Range
  readonly height: number
}

/** Bars of tokens issued, with those refused on top. */
export function TokensChart({ spans, range, height }: TokensChartProps) {
  const { t } = useTranslation('home')
  const { vars } = useTheme()
  const nonce = readCspNonce(document)

  return (
    <Box role="img" aria-label={t('chart.label')} sx={{ minWidth: 0 }}>
      <BarChart
        {...(nonce && { nonce })}
        skipAnimation
        height={height}
        margin={{ left: 0, right: 8, top: 8, bottom: 0 }}
        grid={{ horizontal: true }}
        xAxis={[
          {
            scaleType: 'band',
            data: spans.map((span) => formatSpan(span, range)),
            tickLabelStyle: { fontSize: 11 },
            categoryGapRatio: 0.3,
          },
        ]}
        yAxis={[{ width: 36, tickMinStep: 1, tickLabelStyle: { fontSize: 11 } }]}
        series={[
          {
            data: spans.map(({ issued }) => issued),
            label: t('chart.issued'),
            stack: 'all',
            color: vars.palette.success.main,
          },
          {
            data: spans.map(({ refused }) => refused),
            label: t('chart.refused'),
            stack: 'all',
            color: vars.palette.error.main,
          },
        ]}
      />
    </Box>
  )
}
