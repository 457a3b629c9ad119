import { useTranslation } from 'react-i18next'
import type { PrincipalView } from '#contract/common.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { BlockSkeleton } from './loading.tsx'
import { MemberRoles } from './member-roles.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import { Section } from './section.tsx'
import { useMemberships } from './use-memberships.ts'

export interface MembershipsSectionProps {
  readonly principal: PrincipalView
  /** Teams whose roles count for the principal too. */
  readonly teamIds?: readonly string[]
}

/** Which roles somebody has where, each with its source. */
export function MembershipsSection({ principal, teamIds }: MembershipsSectionProps) {
  const { t } = useTranslation('access')
  const { members, hasMore, isPending, error } = useMemberships(principal, teamIds)

  return (
    <Section title={t('memberships.title')}>
      {Boolean(error) && <ProblemAlert problem={toProblem(error)} />}
      {isPending && <BlockSkeleton height={84} />}
      {!isPending && !error && members.length === 0 && t('memberships.none')}
      {members.length > 0 && (
        <MemberRoles
          label={t('memberships.label', { name: principal.name })}
          members={members}
          of="principal"
          hasMore={hasMore}
        />
      )}
    </Section>
  )
}
