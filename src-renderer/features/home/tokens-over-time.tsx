import Box from '@mui/material/Box'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import Typography from '@mui/material/Typography'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Overview } from '#contract/overview.ts'
import { Disclosure } from '#renderer/components/disclosure.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { Section } from '#renderer/components/section.tsx'
import { formatInstant } from '#renderer/lib/format-instant.ts'
import { type Range, ranges, toSpans } from './spans.ts'
import { SpansTable } from './spans-table.tsx'

const CHART_HEIGHT = 240

// The chart's library is larger than the rest of the page.
const TokensChart = lazy(async () => ({
  default: (await import('./tokens-chart.tsx')).TokensChart,
}))

/** Tokens issued and refused, as a chart and, for whoever cannot use that, as a table. */
export function TokensOverTime({ tokens }: { tokens: NonNullable<Overview['tokens']> }) {
  const { t } = useTranslation('home')
  const [range, setRange] = useState<Range>('day')
  const spans = toSpans(tokens, range)
  const isEmpty = spans.every(({ issued, refused }) => issued + refused === 0)

  return (
    <Section
      title={t('chart.title')}
      actions={
        <ToggleButtonGroup
          exclusive
          size="small"
          value={range}
          aria-label={t('chart.range')}
          onChange={(_, chosen: Range | null) => chosen && setRange(chosen)}
        >
          {ranges.map((each) => (
            <ToggleButton key={each} value={each}>
              {t(`chart.${each}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      }
    >
      {isEmpty ? (
        <Box sx={{ ...emptyLook, height: CHART_HEIGHT }}>{t('chart.empty')}</Box>
      ) : (
        <>
          <Suspense fallback={<BlockSkeleton height={CHART_HEIGHT} />}>
            <TokensChart spans={spans} range={range} height={CHART_HEIGHT} />
          </Suspense>
          <Disclosure title={t('chart.asTable')}>
            <SpansTable spans={spans} range={range} />
          </Disclosure>
        </>
      )}
      <Typography variant="body2" color="textSecondary">
        {t('chart.notCounted', { since: formatInstant(new Date(tokens.countedSince)) })}
      </Typography>
    </Section>
  )
}

const emptyLook = {
  display: 'grid',
  placeItems: 'center',
  color: 'text.secondary',
  fontSize: '0.8125rem',
}
