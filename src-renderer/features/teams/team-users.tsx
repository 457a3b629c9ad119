import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Team } from '#contract/users.ts'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { PrincipalPicker } from '#renderer/components/lookup/principal-picker.tsx'
import { PageBar } from '#renderer/components/page-bar.tsx'
import { PlainTable } from '#renderer/components/plain-table.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { toUserRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { usePagedList } from '#renderer/lib/use-searched-list.ts'
import { useTeamUsers } from './use-team-users.ts'

/** Who is in a team; somebody added or removed by mistake is put back by Undo. */
export function TeamUsers({ team }: { team: Team }) {
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const { add, remove } = useTeamUsers(team)
  const { pages, list: users } = usePagedList((page) =>
    queries.users.list.queryOptions({ input: { ...page, team: team.id } }),
  )
  const shown = users.data?.items ?? []

  return (
    <Section title={t('teams.users')}>
      <Box sx={{ maxWidth: 480, mb: 2 }}>
        <PrincipalPicker
          // A new one each time, so that it is empty again.
          key={team.userCount}
          label={t('teams.addUser')}
          kinds={['user']}
          value={null}
          onChange={(user) => user && void add({ id: user.id, email: user.name })}
        />
      </Box>
      {users.isPending && <BlockSkeleton height={84} />}
      {users.error && <ProblemAlert problem={toProblem(users.error)} />}
      {users.data && shown.length === 0 && t('teams.noUsers')}
      {shown.length > 0 && (
        <PlainTable
          label={t('teams.users')}
          head={[t('users.columns.name'), t('users.columns.email'), t('teams.remove')]}
          rows={shown.map(({ id, name, email }) => ({
            key: id,
            cells: [
              <MuiLink key="name" component={Link} to={toUserRoute(id)}>
                {name}
              </MuiLink>,
              email,
              <Button
                key="remove"
                size="small"
                color="inherit"
                variant="outlined"
                aria-label={t('teams.removeUser', { email })}
                onClick={() => void remove({ id, email })}
              >
                {t('teams.remove')}
              </Button>,
            ],
          }))}
        />
      )}
      <PageBar pages={pages} nextCursor={users.data?.nextCursor} />
    </Section>
  )
}
