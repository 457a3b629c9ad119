import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { Member } from '#contract/members.ts'
import { NamespaceName, PrincipalLink, RoleLink } from './access-links.tsx'
import { PlainTable } from './plain-table.tsx'

export interface MemberRolesProps {
  readonly label: string
  readonly members: readonly Member[]
  /** What the first column tells: who holds the role, or where it comes from. */
  readonly first: 'holder' | 'source'
  /** Says when there are more than the given ones. */
  readonly hasMore?: boolean
}

/** Roles that somebody holds, with where each counts. */
export function MemberRoles({ label, members, first, hasMore = false }: MemberRolesProps) {
  const { t } = useTranslation('access')
  const source = ({ principal }: Member) =>
    principal.kind === 'team'
      ? t('memberships.team', { name: principal.name })
      : t('memberships.own')

  return (
    <>
      <PlainTable
        label={label}
        head={[t(`memberships.${first}`), t('memberships.role'), t('memberships.where')]}
        rows={members.map((member) => ({
          key: member.id,
          cells: [
            first === 'holder' ? (
              <PrincipalLink key="holder" principal={member.principal} />
            ) : (
              source(member)
            ),
            <RoleLink key="role" name={member.roleName} />,
            <NamespaceName key="where" path={member.namespacePath} />,
          ],
        }))}
      />
      {hasMore && (
        <Box sx={{ mt: 1, color: 'text.secondary', fontSize: '0.8125rem' }}>
          {t('memberships.more', { count: members.length })}
        </Box>
      )}
    </>
  )
}
