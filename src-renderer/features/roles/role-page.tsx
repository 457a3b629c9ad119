import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import type { Role } from '#contract/roles.ts'
import { BlockSkeleton, PageSkeleton } from '#renderer/components/loading.tsx'
import { MemberRoles } from '#renderer/components/member-roles.tsx'
import { MoreMenu } from '#renderer/components/more-menu.tsx'
import { Page } from '#renderer/components/page.tsx'
import { PermissionList } from '#renderer/components/permissions/permission-list.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { describeRole } from '#renderer/lib/describe-role.ts'
import { rolesRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useQueryParams } from '#renderer/lib/use-query-params.ts'
import { CompareRoles } from './compare-roles.tsx'
import { DeleteRoleDialog } from './delete-role-dialog.tsx'
import { RoleFormDialog } from './role-form-dialog.tsx'
import { RoleKindChip } from './roles-page.tsx'

export function RolePage() {
  const { role: name = '' } = useParams()
  const { queries } = useServices()
  const role = useQuery(queries.roles.get.queryOptions({ input: { role: name } }))

  if (role.data) return <LoadedRole key={role.data.id} role={role.data} />
  if (!role.error) return <PageSkeleton />
  return (
    <Page title={name}>
      <ProblemAlert problem={toProblem(role.error)} onRetry={() => void role.refetch()} />
    </Page>
  )
}

type Open = 'edit' | 'duplicate' | 'delete'

function LoadedRole({ role }: { role: Role }) {
  const { t } = useTranslation('access')
  const navigate = useNavigate()
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const isCustom = role.kind === 'custom'

  return (
    <Page
      title={role.name}
      heading={
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
          <Typography variant="h1">{role.name}</Typography>
          <RoleKindChip kind={role.kind} />
        </Box>
      }
      description={describeRole(role)}
      actions={
        <>
          <Button variant="outlined" color="inherit" onClick={() => setOpen('duplicate')}>
            {t('roles.duplicate')}
          </Button>
          {isCustom && (
            <>
              <Button variant="contained" onClick={() => setOpen('edit')}>
                {t('roles.edit')}
              </Button>
              <MoreMenu
                label={t('roles.menu')}
                actions={[
                  {
                    label: t('roles.delete'),
                    icon: <DeleteOutlineRounded />,
                    dangerous: true,
                    onChoose: () => setOpen('delete'),
                  },
                ]}
              />
            </>
          )}
        </>
      }
    >
      {!isCustom && (
        <Alert severity="info" sx={{ mb: 2.5 }}>
          {t('roles.fixed')}
        </Alert>
      )}
      <Permissions role={role} />
      <Members role={role} />
      {open === 'edit' && <RoleFormDialog role={role} onClose={close} />}
      {open === 'duplicate' && <RoleFormDialog from={role} onClose={close} />}
      {open === 'delete' && (
        <DeleteRoleDialog role={role} onClose={close} onDeleted={() => void navigate(rolesRoute)} />
      )}
    </Page>
  )
}

/** What the role allows, or how that differs from another role named in the address. */
function Permissions({ role }: { role: Role }) {
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const { get, set } = useQueryParams()
  const roles = useQuery(queries.roles.list.queryOptions({ input: { limit: 100 } }))
  const others = (roles.data?.items ?? []).filter(({ id }) => id !== role.id)
  const other = others.find(({ name }) => name === get('compare'))

  return (
    <Section
      title={t('roles.permissions')}
      actions={
        <Box sx={{ width: 220 }}>
          <SelectInput
            label={t('roles.compare')}
            hiddenLabel
            value={other?.name ?? ''}
            onChange={(compare) => set({ compare })}
            options={[
              { value: '', label: `${t('roles.compare')} …` },
              ...others.map(({ name }) => ({ value: name, label: name })),
            ]}
          />
        </Box>
      }
    >
      {other ? (
        <CompareRoles one={role} other={other} />
      ) : (
        <PermissionList permissions={role.permissions} />
      )}
    </Section>
  )
}

function Members({ role }: { role: Role }) {
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const members = useQuery(
    queries.members.list.queryOptions({ input: { role: role.id, limit: 100 } }),
  )
  const shown = members.data?.items ?? []
  const hidden = members.data?.nextCursor === null ? role.memberCount - shown.length : 0

  return (
    <Section title={t('roles.members')}>
      {members.isPending && <BlockSkeleton height={84} />}
      {members.error && <ProblemAlert problem={toProblem(members.error)} />}
      {members.data && role.memberCount === 0 && t('roles.noMembers')}
      {shown.length > 0 && (
        <MemberRoles
          label={t('roles.members')}
          members={shown}
          of="role"
          hasMore={members.data?.nextCursor !== null}
        />
      )}
      {hidden > 0 && (
        <Box sx={{ mt: 1, color: 'text.secondary', fontSize: '0.8125rem' }}>
          {t('roles.furtherMembers', { count: hidden })}
        </Box>
      )}
    </Section>
  )
}
