import GppMaybeOutlined from '@mui/icons-material/GppMaybeOutlined'
import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { TrustPolicy } from '#contract/trust-policies.ts'
import { Moment } from '#renderer/components/moment.tsx'

/** Rules that somebody lifted on purpose, with who and why. */
export function Exceptions({ exceptions }: { exceptions: TrustPolicy['exceptions'] }) {
  const { t } = useTranslation('trust')
  if (exceptions.length === 0) return null

  return (
    <Box
      component="ul"
      aria-label={t('findings.exceptions')}
      sx={{ m: 0, mt: 1, p: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}
    >
      {exceptions.map(({ rule, reason, by, at }) => (
        <Box
          component="li"
          key={`${rule} ${at}`}
          sx={{
            display: 'flex',
            gap: 1,
            fontSize: '0.8125rem',
            overflowWrap: 'anywhere',
            '& > svg': { fontSize: 18, color: 'warning.main' },
          }}
        >
          <GppMaybeOutlined />
          <span>
            {t('findings.exceptionFrom')} <code>{rule}</code>: {reason} ({by.name},{' '}
            <Moment at={at} />)
          </span>
        </Box>
      ))}
    </Box>
  )
}
