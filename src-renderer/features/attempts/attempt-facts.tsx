import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableRow from '@mui/material/TableRow'
import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import { Link as RouterLink } from 'react-router'
import type { Attempt } from '#contract/trust.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { Facts } from '#renderer/components/facts.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { toServiceAccountRoute } from '#renderer/lib/paths.ts'

/** Who tried what, when and from where. */
export function AttemptFacts({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation(['attempts', 'common'])
  const { accountPath, address, correlationId } = attempt

  return (
    <Facts
      facts={[
        { term: t('when'), value: <Moment at={attempt.at} /> },
        {
          term: t('account'),
          value:
            accountPath === null ? (
              t('noAccount')
            ) : (
              <Link component={RouterLink} to={toServiceAccountRoute(accountPath)}>
                {accountPath}
              </Link>
            ),
        },
        { term: t('issuer'), value: <code>{attempt.issuerUrl ?? '—'}</code> },
        { term: t('by'), value: t(`grants.${attempt.grant}`, { address }) },
        {
          term: t('common:correlationId'),
          value: <Copyable text={correlationId} label={t('common:copyCorrelationId')} />,
        },
      ]}
    />
  )
}

/** What the caller said of itself. */
export function AttemptClaims({ attempt: { claims, verified } }: { attempt: Attempt }) {
  const { t } = useTranslation(['attempts', 'common'])
  const entries = Object.entries(claims)
  if (entries.length === 0) return null

  return (
    <Box component="section" aria-label={t('claims')}>
      <Typography variant="h3" component="h2">
        {t('claims')}
      </Typography>
      {!verified && (
        <Typography variant="body2" color="textSecondary">
          {t('notVerified')}
        </Typography>
      )}
      <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '8px', mt: 1 }}>
        <Table
          aria-label={t('claims')}
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
