import VerifiedUserOutlined from '@mui/icons-material/VerifiedUserOutlined'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouterLink } from 'react-router'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import type { TrustPolicy } from '#contract/trust-policies.ts'
import { ToggleChip } from '#renderer/components/account-list/toggle-chip.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { PageBar } from '#renderer/components/page-bar.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SearchField } from '#renderer/components/search-field.tsx'
import { toIssuerRoute, toServiceAccountRoute, toTrustPolicyRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useSearchedList } from '#renderer/lib/use-searched-list.ts'

/** Whom the accounts of a group let in without a secret: every trust policy with its sentence. */
export function TrustList({ group }: { group: string }) {
  const { t } = useTranslation('groups')
  const { queries } = useServices()
  const [inherited, setInherited] = useState(false)
  const wanted = { group, inherited, method: 'oidc_federation' } as const
  const searched = useSearchedList(
    (page) => queries.serviceAccounts.list.queryOptions({ input: { ...page, ...wanted } }),
    wanted,
  )
  const { search, list: accounts, pages, isSearched } = searched
  const shown = accounts.data?.items ?? []

  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 1.5 }}>
        <SearchField label={t('trust.search')} text={search.text} onChange={search.setText} />
        <ToggleChip label={t('filters.inherited')} pressed={inherited} onChange={setInherited} />
      </Box>
      {accounts.error && (
        <ProblemAlert problem={toProblem(accounts.error)} onRetry={() => void accounts.refetch()} />
      )}
      {accounts.isPending && <BlockSkeleton height={180} />}
      {accounts.isSuccess && shown.length === 0 && (
        <EmptyState icon={<VerifiedUserOutlined />}>
          {isSearched ? t('filters.nothing') : t('trust.empty')}
        </EmptyState>
      )}
      {shown.length > 0 && <PolicyTable accounts={shown} />}
      <PageBar pages={pages} nextCursor={accounts.data?.nextCursor} />
    </>
  )
}

function PolicyTable({ accounts }: { accounts: readonly ServiceAccount[] }) {
  const { t } = useTranslation(['groups', 'common'])

  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: '10px', overflow: 'hidden' }}>
      <Table aria-label={t('trust.title')} sx={{ tableLayout: 'fixed', '& td': cellLook }}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: '22%' }}>{t('common:serviceAccount')}</TableCell>
            <TableCell sx={{ width: '22%' }}>{t('common:issuer')}</TableCell>
            <TableCell>{t('trust.lets')}</TableCell>
            <TableCell sx={{ width: 124 }}>{t('common:lastUsed')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {accounts.flatMap((account) =>
            account.trustPolicies.map((policy) => (
              <PolicyRow key={policy.id} account={account} policy={policy} />
            )),
          )}
        </TableBody>
      </Table>
    </Box>
  )
}

function PolicyRow({ account, policy }: { account: ServiceAccount; policy: TrustPolicy }) {
  const { t } = useTranslation('common')
  const route = toTrustPolicyRoute(account.path, policy.id)

  return (
    <TableRow>
      <TableCell>
        <Link component={RouterLink} to={toServiceAccountRoute(account.path)} color="inherit">
          {account.inheritedFrom === null ? account.name : account.path}
        </Link>
      </TableCell>
      <TableCell>
        <Link component={RouterLink} to={toIssuerRoute(policy.issuer)} color="inherit">
          {policy.issuerUrl.replace(/^https:\/\//, '')}
        </Link>
      </TableCell>
      <TableCell>
        <Link component={RouterLink} to={route} sx={{ fontWeight: 500 }}>
          {policy.name || t('trustPolicy')}
        </Link>
        {!policy.enabled && ` (${t('disabled')})`}
        <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>{policy.sentence}</Box>
      </TableCell>
      <TableCell>
        <Moment at={policy.lastUsedAt} never={t('neverUsed')} />
      </TableCell>
    </TableRow>
  )
}

const cellLook = { verticalAlign: 'top', overflowWrap: 'anywhere' }
