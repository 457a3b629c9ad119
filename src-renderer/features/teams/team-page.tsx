import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import type { Team } from '#contract/users.ts'
import { PageSkeleton } from '#renderer/components/loading.tsx'
import { MembershipsSection } from '#renderer/components/memberships-section.tsx'
import { MoreMenu } from '#renderer/components/more-menu.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { accessRoute, teamsRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { DeleteTeamDialog } from './delete-team-dialog.tsx'
import { TeamFormDialog } from './team-form-dialog.tsx'
import { TeamUsers } from './team-users.tsx'

export function TeamPage() {
  const { team: id = '' } = useParams()
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const team = useQuery(queries.teams.get.queryOptions({ input: { team: id } }))

  if (team.data) return <LoadedTeam team={team.data} />
  if (!team.error) return <PageSkeleton />
  return (
    <Page title={t('teams.title')}>
      <ProblemAlert problem={toProblem(team.error)} onRetry={() => void team.refetch()} />
    </Page>
  )
}

function LoadedTeam({ team }: { team: Team }) {
  const { t } = useTranslation('access')
  const navigate = useNavigate()
  const [open, setOpen] = useState<'edit' | 'delete'>()
  const close = () => setOpen(undefined)
  const reach = new URLSearchParams({ view: 'reach', who: `team:${team.name}` })

  return (
    <Page
      title={team.name}
      description={team.description}
      actions={
        <>
          <Button
            variant="outlined"
            color="inherit"
            component={Link}
            to={`${accessRoute}?${reach}`}
          >
            {t('users.checkAccess')}
          </Button>
          <Button variant="contained" onClick={() => setOpen('edit')}>
            {t('teams.edit')}
          </Button>
          <MoreMenu
            label={t('teams.menu')}
            actions={[
              {
                label: t('teams.delete'),
                icon: <DeleteOutlineRounded />,
                dangerous: true,
                onChoose: () => setOpen('delete'),
              },
            ]}
          />
        </>
      }
    >
      <TeamUsers team={team} />
      <MembershipsSection principal={{ kind: 'team', id: team.id, name: team.name }} />
      {open === 'edit' && <TeamFormDialog team={team} onClose={close} />}
      {open === 'delete' && (
        <DeleteTeamDialog team={team} onDeleted={() => void navigate(teamsRoute)} onClose={close} />
      )}
    </Page>
  )
}
