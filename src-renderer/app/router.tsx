import { createBrowserRouter, type RouteObject } from 'react-router'
import { PageSkeleton } from '#renderer/components/loading.tsx'
import type { Problem } from '#renderer/lib/problem.ts'
import { Frame } from './frame.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { RouteErrorPage } from './route-error-page.tsx'
import { SessionGate } from './session-gate.tsx'

export function createRouter(signInProblem: Problem | undefined) {
  return createBrowserRouter(listRoutes(signInProblem))
}

/** Every place of the window; each page's code is fetched when it is first opened. */
export function listRoutes(signInProblem: Problem | undefined): RouteObject[] {
  return [
    {
      element: (
        <SessionGate signInProblem={signInProblem}>
          <Frame />
        </SessionGate>
      ),
      hydrateFallbackElement: <PageSkeleton />,
      errorElement: <RouteErrorPage />,
      children: [{ errorElement: <RouteErrorPage />, children: pages }],
    },
  ]
}

const pages: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({
      Component: (await import('#renderer/features/home/home-page.tsx')).HomePage,
    }),
  },
  {
    path: 'groups',
    lazy: async () => {
      const { GroupsPage } = await import('#renderer/features/groups/groups-page.tsx')
      return { Component: GroupsPage }
    },
  },
  {
    path: 'groups/*',
    lazy: async () => ({ Component: (await import('./group-route.tsx')).GroupRoute }),
  },
  {
    path: 'workspaces/*',
    lazy: async () => ({ Component: (await import('./workspace-route.tsx')).WorkspaceRoute }),
  },
  {
    path: 'service-accounts',
    lazy: async () => {
      const module = await import('#renderer/features/service-accounts/service-accounts-page.tsx')
      return { Component: module.ServiceAccountsPage }
    },
  },
  {
    path: 'service-accounts/*',
    lazy: async () => ({
      Component: (await import('./service-account-route.tsx')).ServiceAccountRoute,
    }),
  },
  {
    path: 'tokens',
    lazy: async () => {
      const { TokensPage } = await import('#renderer/features/tokens/tokens-page.tsx')
      return { Component: TokensPage }
    },
  },
  {
    path: 'attempts',
    lazy: async () => {
      const { AttemptsPage } = await import('#renderer/features/attempts/attempts-page.tsx')
      return { Component: AttemptsPage }
    },
  },
  {
    path: 'attempts/:attempt',
    lazy: async () => {
      const { AttemptPage } = await import('#renderer/features/attempts/attempt-page.tsx')
      return { Component: AttemptPage }
    },
  },
  {
    path: 'issuers',
    lazy: async () => {
      const { IssuersPage } = await import('#renderer/features/issuers/issuers-page.tsx')
      return { Component: IssuersPage }
    },
  },
  {
    path: 'server',
    lazy: async () => {
      const { ServerPage } = await import('#renderer/features/server/server-page.tsx')
      return { Component: ServerPage }
    },
  },
  {
    path: 'audit',
    lazy: async () => {
      const { AuditPage } = await import('#renderer/features/audit/audit-page.tsx')
      return { Component: AuditPage }
    },
  },
  {
    path: 'issuers/:issuer',
    lazy: async () => {
      const { IssuerPage } = await import('#renderer/features/issuers/issuer-page.tsx')
      return { Component: IssuerPage }
    },
  },
  {
    path: 'settings',
    lazy: async () => {
      const { SettingsPage } = await import('#renderer/features/settings/settings-page.tsx')
      return { Component: SettingsPage }
    },
  },
  {
    path: 'access',
    lazy: async () => {
      const { AccessPage } = await import('#renderer/features/access/access-page.tsx')
      return { Component: AccessPage }
    },
  },
  {
    path: 'roles',
    lazy: async () => {
      const { RolesPage } = await import('#renderer/features/roles/roles-page.tsx')
      return { Component: RolesPage }
    },
  },
  {
    path: 'roles/:role',
    lazy: async () => {
      const { RolePage } = await import('#renderer/features/roles/role-page.tsx')
      return { Component: RolePage }
    },
  },
  {
    path: 'users',
    lazy: async () => {
      const { UsersPage } = await import('#renderer/features/users/users-page.tsx')
      return { Component: UsersPage }
    },
  },
  {
    path: 'users/:user',
    lazy: async () => {
      const { UserPage } = await import('#renderer/features/users/user-page.tsx')
      return { Component: UserPage }
    },
  },
  {
    path: 'teams',
    lazy: async () => {
      const { TeamsPage } = await import('#renderer/features/teams/teams-page.tsx')
      return { Component: TeamsPage }
    },
  },
  {
    path: 'teams/:team',
    lazy: async () => {
      const { TeamPage } = await import('#renderer/features/teams/team-page.tsx')
      return { Component: TeamPage }
    },
  },
  { path: '*', Component: NotFoundPage },
]
