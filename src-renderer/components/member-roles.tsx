import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { Member } from '#contract/members.ts'
import { NamespaceName, PrincipalLink, RoleLink } from './access-links.tsx'
import { PlainTable } from './plain-table.tsx'

export interface MemberRolesProps {
  readonly label: string
  readonly members: readonly Member[]
  /** What stands beside the place: who holds one role, or which role comes from where. */
  readonly of: 'role' | 'principal'
  /** Says when there are more than the given ones. */
  readonly hasMore?: boolean
}

/** Roles that somebody holds, with where each counts. */
export function MemberRoles({ label, members, of, hasMore = false }: MemberRolesProps) {
  const { t } = useTranslation('access')
  const source = ({ principal }: Member) =>
    principal.kind === 'team'
      ? t('memberships.team', { name: principal.name })
      : t('memberships.own')

  return (
    <>
      <PlainTable
        label={label}
        head={
          of === 'role'
            ? [t('memberships.holder'), t('memberships.where')]
            : [t('memberships.source'), t('memberships.role'), t('memberships.where')]
        }
        rows={members.map((member) => {
          const where = <NamespaceName key="where" path={member.namespacePath} />
          return {
            key: member.id,
            cells:
              of === 'role'
                ? [<PrincipalLink key="holder" principal={member.principal} />, where]
                : [source(member), <RoleLink key="role" name={member.roleName} />, where],
          }
        })}
      />
      {hasMore && (
        <Box sx={{ mt: 1, color: 'text.secondary', fontSize: '0.8125rem' }}>
          {t('memberships.more', { count: members.length })}
        </Box>
      )}
    </>
  )
}
