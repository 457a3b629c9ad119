import PolicyOutlined from '@mui/icons-material/PolicyOutlined'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { Trans, useTranslation } from 'react-i18next'
import type { EffectiveAccess, LosingGrant } from '#contract/access.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { Disclosure } from '#renderer/components/disclosure.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { PageBar } from '#renderer/components/page-bar.tsx'
import { PermissionList } from '#renderer/components/permissions/permission-list.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { usePagedList } from '#renderer/lib/use-searched-list.ts'

/** What the account can do, where, and why; the roles that lost are told too. */
export function AccessTab({ account }: { account: Pick<ServiceAccount, 'id'> }) {
  const { t } = useTranslation('accounts')
  const { queries } = useServices()
  const { pages, list: access } = usePagedList((page) =>
    queries.access.effective.queryOptions({
      input: { ...page, principal: account.id, limit: 20 },
    }),
  )

  if (access.error) {
    return <ProblemAlert problem={toProblem(access.error)} onRetry={() => void access.refetch()} />
  }
  if (!access.data) return <BlockSkeleton height={200} />
  if (access.data.items.length === 0) {
    return <EmptyState icon={<PolicyOutlined />}>{t('access.nothing')}</EmptyState>
  }
  return (
    <Box sx={{ maxWidth: 960 }}>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        {t('access.text')}
      </Typography>
      {access.data.items.map((effective) => (
        <AccessHere key={effective.namespace} effective={effective} />
      ))}
      <PageBar pages={pages} nextCursor={access.data.nextCursor} />
    </Box>
  )
}

function AccessHere({ effective }: { effective: EffectiveAccess }) {
  const { t } = useTranslation(['accounts', 'common'])
  const { namespace, permissions, losing } = effective
  const grants = [...new Map(permissions.map(({ path }) => [path.member, path])).values()]

  return (
    <Section title={namespace || t('common:root')}>
      {grants.map(({ member, role, namespace: from }) => (
        <Typography key={member}>
          <Trans
            t={t}
            i18nKey="access.by"
            values={{ role, namespace: from || t('access.everywhere') }}
            components={{ role: <strong />, code: <code /> }}
          />
        </Typography>
      ))}
      {permissions.length === 0 ? (
        <Typography>{t('access.gainsNothing')}</Typography>
      ) : (
        <Disclosure title={t('access.gives', { count: permissions.length })}>
          <PermissionList permissions={permissions.map(({ permission }) => permission)} />
        </Disclosure>
      )}
      {losing.length > 0 && <LosingGrants grants={losing} />}
    </Section>
  )
}

function LosingGrants({ grants }: { grants: readonly LosingGrant[] }) {
  const { t } = useTranslation('accounts')

  return (
    <Box sx={{ mt: 1, color: 'text.secondary', fontSize: '0.8125rem' }}>
      {t('access.losing')}
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {grants.map(({ member, role, namespace, reason }) => (
          <li key={`${member} ${reason}`}>
            <Trans
              t={t}
              i18nKey="access.lost"
              values={{ role, namespace: namespace || t('access.everywhere') }}
              components={{ role: <strong />, code: <code /> }}
            />
            {`: ${t(`access.reasons.${reason}`)}`}
          </li>
        ))}
      </Box>
    </Box>
  )
}
