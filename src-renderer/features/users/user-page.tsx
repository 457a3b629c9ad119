import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { User } from '#contract/users.ts'
import { Facts } from '#renderer/components/facts.tsx'
import { PageSkeleton } from '#renderer/components/loading.tsx'
import { MembershipsSection } from '#renderer/components/memberships-section.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { TabPanel, TabStrip } from '#renderer/components/tab-strip.tsx'
import { TokensPanel } from '#renderer/components/tokens/tokens-panel.tsx'
import { accessRoute, toTeamRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useTab } from '#renderer/lib/use-tab.ts'
import { UserActions } from './user-actions.tsx'
import { UserChip } from './users-page.tsx'

const tabs = ['overview', 'tokens'] as const

export function UserPage() {
  const { user: id = '' } = useParams()
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const user = useQuery(queries.users.get.queryOptions({ input: { user: id } }))

  if (user.data) return <LoadedUser user={user.data} />
  if (!user.error) return <PageSkeleton />
  return (
    <Page title={t('users.title')}>
      <ProblemAlert problem={toProblem(user.error)} onRetry={() => void user.refetch()} />
    </Page>
  )
}

function LoadedUser({ user }: { user: User }) {
  const { t } = useTranslation('access')
  const [tab, setTab] = useTab(tabs)
  const reach = new URLSearchParams({ view: 'reach', who: `user:${user.email}` })

  return (
    <Page
      title={user.name}
      heading={
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
          <Typography variant="h1">{user.name}</Typography>
          <UserChip user={user} />
        </Box>
      }
      description={user.email}
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
          <UserActions user={user} />
        </>
      }
    >
      <TabStrip
        label={t('users.tabs.label')}
        value={tab}
        onChange={setTab}
        tabs={tabs.map((value) => ({ value, label: t(`users.tabs.${value}`) }))}
      />
      <TabPanel value={tab}>
        {tab === 'overview' && <Overview user={user} />}
        {tab === 'tokens' && <TokensPanel user={user} />}
      </TabPanel>
    </Page>
  )
}

function Overview({ user }: { user: User }) {
  const { t } = useTranslation('access')
  const { queries } = useServices()
  const teams = useQuery(queries.teams.list.queryOptions({ input: { user: user.id, limit: 100 } }))
  const shown = teams.data?.items ?? []

  return (
    <>
      <Section title={t('users.about')}>
        <Facts
          facts={[
            { term: t('users.email'), value: user.email },
            {
              term: t('users.notify'),
              value: t(user.notifyOfExpiringSecrets ? 'users.notifyYes' : 'users.notifyNo'),
            },
            { term: t('users.columns.created'), value: <Moment at={user.createdAt} /> },
            { term: t('users.signIn'), value: t('users.signInText') },
            {
              term: t('users.teams'),
              value: (
                <>
                  {teams.error && toProblem(teams.error).title}
                  {teams.data && shown.length === 0 && t('users.noTeams')}
                  {shown.map(({ id, name }, index) => (
                    <span key={id}>
                      {index > 0 && ', '}
                      <MuiLink component={Link} to={toTeamRoute(id)}>
                        {name}
                      </MuiLink>
                    </span>
                  ))}
                </>
              ),
            },
          ]}
        />
      </Section>
      <MembershipsSection
        principal={{ kind: 'user', id: user.id, name: user.email }}
        teamIds={shown.map(({ id }) => id)}
      />
    </>
  )
}
