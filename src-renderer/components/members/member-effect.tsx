import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { EffectiveAccess, GrantView, LosingGrant } from '#contract/access.ts'
import type { PrincipalView } from '#contract/common.ts'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { PermissionSummary } from './permission-summary.tsx'

export interface MemberEffectProps {
  readonly principal: PrincipalView
  readonly namespace: string
}

/** What the server says counts for somebody in a namespace: the roles, those that lost, and why. */
export function MemberEffect({ principal, namespace }: MemberEffectProps) {
  const { queries } = useServices()
  const access = useQuery(
    queries.access.effective.queryOptions({ input: { principal: principal.id, namespace } }),
  )

  if (access.error) {
    return <ProblemAlert problem={toProblem(access.error)} onRetry={() => void access.refetch()} />
  }
  if (!access.data) return <Skeleton variant="rounded" height={64} />
  const [effect = { permissions: [], losing: [] }] = access.data.items
  return <Effect effect={effect} />
}

interface EffectProps {
  readonly effect: Pick<EffectiveAccess, 'permissions' | 'losing'>
}

function Effect({ effect: { permissions, losing } }: EffectProps) {
  const { t } = useTranslation('groups')
  const winners = new Map(permissions.map(({ path }) => [path.member, path]))

  return (
    <Box sx={{ display: 'grid', gap: 1.5, fontSize: '0.8125rem' }}>
      <GrantList title={t('members.inEffect')} none={t('members.nothingInEffect')}>
        {[...winners.values()].map((grant) => (
          <li key={grant.member}>
            <GrantSentence grant={grant} />
          </li>
        ))}
      </GrantList>
      {losing.length > 0 && (
        <GrantList title={t('members.notInEffect')}>
          {losing.map((grant) => (
            <li key={grant.member}>
              <GrantSentence grant={grant} /> <Loss grant={grant} />
            </li>
          ))}
        </GrantList>
      )}
      <PermissionSummary permissions={permissions.map(({ permission }) => permission)} />
    </Box>
  )
}

interface GrantListProps {
  readonly title: string
  readonly none?: string
  readonly children: readonly ReactNode[]
}

function GrantList({ title, none, children }: GrantListProps) {
  return (
    <Box>
      <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>{title}</Box>
      {children.length === 0 ? (
        none
      ) : (
        <Box component="ul" sx={{ m: 0, pl: 2.25 }}>
          {children}
        </Box>
      )}
    </Box>
  )
}

function GrantSentence({ grant: { role, namespace, principal } }: { grant: GrantView }) {
  const { t } = useTranslation(['groups', 'common'])
  const place = namespace === '' ? t('common:root') : namespace
  const key = principal.kind === 'team' ? 'members.grantByTeam' : 'members.grant'

  return (
    <Trans
      t={t}
      i18nKey={key}
      values={{ role, place, team: principal.name }}
      components={{ role: <strong />, place: <code /> }}
    />
  )
}

function Loss({ grant: { reason } }: { grant: LosingGrant }) {
  const { t } = useTranslation('groups')
  return (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      {t(`members.losses.${reason}`)}
    </Box>
  )
}
