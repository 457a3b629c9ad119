import ErrorOutlineRounded from '@mui/icons-material/ErrorOutlineRounded'
import WarningAmberRounded from '@mui/icons-material/WarningAmberRounded'
import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { PolicyFinding } from '#contract/trust-policies.ts'
import { sayFinding } from './say-finding.ts'

/** What speaks against a policy, each with the way out; told apart by icon and word. */
export function FindingsList({ findings }: { findings: readonly PolicyFinding[] }) {
  const { t } = useTranslation('trust')
  if (findings.length === 0) return null

  return (
    <Box
      component="ul"
      aria-label={t('findings.title')}
      sx={{ m: 0, mt: 1, p: 0, listStyle: 'none', display: 'grid', gap: 0.75 }}
    >
      {findings.map((finding) => (
        <FindingItem key={`${finding.rule} ${finding.field}`} finding={finding} />
      ))}
    </Box>
  )
}

function FindingItem({ finding }: { finding: PolicyFinding }) {
  const { t } = useTranslation('trust')
  const said = sayFinding(finding)
  const isRefused = finding.severity === 'refused'

  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        gap: 1,
        fontSize: '0.8125rem',
        '& > svg': { fontSize: 18, color: isRefused ? 'error.main' : 'warning.main' },
      }}
    >
      {isRefused ? <ErrorOutlineRounded /> : <WarningAmberRounded />}
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <strong>{t(isRefused ? 'findings.refused' : 'findings.warning')}: </strong>
        {said.message}{' '}
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {said.advice}
        </Box>
      </Box>
    </Box>
  )
}
