import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link as RouterLink } from 'react-router'
import type { Issuer } from '#contract/issuers.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { toServiceAccountRoute, toTrustPolicyRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'

const AT_MOST = 100

/** The accounts that trust an issuer, each with the policies that do. */
export function TrustingAccounts({ issuer }: { issuer: Issuer }) {
  const { t } = useTranslation('issuers')
  const { queries } = useServices()
  const accounts = useQuery(
    queries.serviceAccounts.list.queryOptions({ input: { limit: AT_MOST, issuer: issuer.id } }),
  )

  return (
    <Section title={t('trustedBy')}>
      {accounts.error && <ProblemAlert problem={toProblem(accounts.error)} />}
      {accounts.isPending && <BlockSkeleton height={64} />}
      {accounts.data?.items.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('trustedByNobody')}
        </Typography>
      )}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {accounts.data?.items.map((account) => (
          <AccountItem key={account.id} account={account} issuer={issuer.id} />
        ))}
      </Box>
      {accounts.data?.nextCursor && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
          {t('trustedByMore', { count: AT_MOST })}
        </Typography>
      )}
    </Section>
  )
}

function AccountItem({ account, issuer }: { account: ServiceAccount; issuer: string }) {
  const policies = account.trustPolicies.filter((policy) => policy.issuer === issuer)

  return (
    <Box component="li" sx={{ fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
      <Link component={RouterLink} to={toServiceAccountRoute(account.path)}>
        {account.path}
      </Link>
      {policies.map(({ id, name, sentence }) => (
        <Box key={id} sx={{ color: 'text.secondary' }}>
          <Link component={RouterLink} to={toTrustPolicyRoute(account.path, id)}>
            {name || sentence}
          </Link>
          {name && ` · ${sentence}`}
        </Box>
      ))}
    </Box>
  )
}
