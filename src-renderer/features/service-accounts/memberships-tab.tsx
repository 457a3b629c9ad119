import BadgeOutlined from '@mui/icons-material/BadgeOutlined'
import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import EditOutlined from '@mui/icons-material/EditOutlined'
import Box from '@mui/material/Box'
import Chip from '@mui/material/Chip'
import TableCell from '@mui/material/TableCell'
import TableRow from '@mui/material/TableRow'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '#contract/members.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { ChangeRoleDialog } from '#renderer/components/members/change-role-dialog.tsx'
import { useRemoveMember } from '#renderer/components/members/use-remove-member.ts'
import { Moment } from '#renderer/components/moment.tsx'
import { MoreMenu } from '#renderer/components/more-menu.tsx'
import { NewButton } from '#renderer/components/new-button.tsx'
import { PageBar } from '#renderer/components/page-bar.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { usePagedList } from '#renderer/lib/use-searched-list.ts'
import { AddRoleDialog } from './add-role-dialog.tsx'
import { HomeRule } from './home-rule.tsx'
import { PlainTable } from './plain-table.tsx'

/** The roles that the account holds, and where. */
export function MembershipsTab({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation('accounts')
  const { queries } = useServices()
  const [adding, setAdding] = useState(false)
  const { pages, list: members } = usePagedList((page) =>
    queries.members.list.queryOptions({ input: { ...page, principal: account.id } }),
  )
  const add = <NewButton label={t('memberships.add')} onClick={() => setAdding(true)} />

  return (
    <Box sx={{ maxWidth: 960 }}>
      {members.error && (
        <ProblemAlert problem={toProblem(members.error)} onRetry={() => void members.refetch()} />
      )}
      {members.isPending && <BlockSkeleton height={160} />}
      {members.data?.items.length === 0 && (
        <EmptyState icon={<BadgeOutlined />} action={add}>
          {t('memberships.none')}
        </EmptyState>
      )}
      {members.data !== undefined && members.data.items.length > 0 && (
        <>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, mb: 1.5 }}>
            <Typography variant="body2" color="textSecondary" sx={{ flex: 1 }}>
              {t('memberships.text')} <HomeRule account={account} />
            </Typography>
            {add}
          </Box>
          <RolesTable members={members.data.items} />
          <PageBar pages={pages} nextCursor={members.data.nextCursor} />
        </>
      )}
      {adding && <AddRoleDialog account={account} onClose={() => setAdding(false)} />}
    </Box>
  )
}

function RolesTable({ members }: { members: readonly Member[] }) {
  const { t } = useTranslation(['accounts', 'common'])

  return (
    <PlainTable
      label={t('memberships.title')}
      columns={[
        { title: t('memberships.namespace') },
        { title: t('common:role') },
        { title: t('memberships.since'), width: 130 },
        { title: t('memberships.by') },
        { title: t('common:actions'), width: 56, hidden: true },
      ]}
    >
      {members.map((member) => (
        <RoleRow key={member.id} member={member} />
      ))}
    </PlainTable>
  )
}

function RoleRow({ member }: { member: Member }) {
  const { t } = useTranslation(['accounts', 'common'])
  const [changing, setChanging] = useState(false)
  const remove = useRemoveMember()
  const namespace = member.namespacePath || t('common:root')

  return (
    <TableRow sx={{ '& td': { overflowWrap: 'anywhere' } }}>
      <TableCell>
        <code>{namespace}</code>
      </TableCell>
      <TableCell>{member.roleName}</TableCell>
      <TableCell>
        <Moment at={member.createdAt} />
      </TableCell>
      <TableCell>{member.createdBy.name}</TableCell>
      <TableCell>
        {member.builtIn ? (
          <Chip label={t('memberships.builtIn')} />
        ) : (
          <MoreMenu
            label={t('memberships.more', { namespace })}
            actions={[
              {
                label: t('memberships.change'),
                icon: <EditOutlined />,
                onChoose: () => setChanging(true),
              },
              {
                label: t('memberships.remove'),
                icon: <DeleteOutlineRounded />,
                dangerous: true,
                onChoose: () => void remove(member),
              },
            ]}
          />
        )}
        {changing && <ChangeRoleDialog member={member} onClose={() => setChanging(false)} />}
      </TableCell>
    </TableRow>
  )
}
