import { cleanup, configure, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter } from 'react-router'
import { afterEach } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import { App } from '#renderer/app/app.tsx'
import { createNavStore } from '#renderer/app/nav-store.ts'
import { createQueryClient } from '#renderer/app/query-client.ts'
import { listRoutes } from '#renderer/app/router.tsx'
import { createBrowserShell } from '#renderer/lib/browser-shell.ts'
import { usualPreferences } from '#renderer/lib/preferences.ts'
import { createPreferencesStore } from '#renderer/lib/preferences-store.ts'
import type { Problem } from '#renderer/lib/problem.ts'
import { createQueries } from '#renderer/lib/services.tsx'
import type { Shell } from '#renderer/lib/shell.ts'
import { createToastsStore } from '#renderer/lib/toasts-store.ts'

// The machine may be busy: slow is not wrong.
configure({ asyncUtilTimeout: 30_000 })
afterEach(cleanup)

/** The present of every window under test. */
export const NOW = new Date('2026-11-20T22:59:41Z')

export interface WindowParts {
  readonly at: string
  readonly client: DoorwardClient
  readonly shell?: Partial<Shell>
  readonly signInProblem?: Problem
}

/** Opens the real window at a place, over a client made by hand. */
export function openWindow({ at, client, shell, signInProblem }: WindowParts) {
  const cache = createQueryClient()
  const router = createMemoryRouter(listRoutes(signInProblem), { initialEntries: [at] })
  const toasts = createToastsStore()
  const wholeShell: Shell = { ...createBrowserShell(localStorage), ...shell }
  const preferences = createPreferencesStore(wholeShell, { ...usualPreferences, theme: 'light' })

  const { unmount } = render(
    <App
      cache={cache}
      router={router}
      nav={createNavStore(localStorage)}
      services={{
        client,
        queries: createQueries(client),
        shell: wholeShell,
        preferences,
        toasts,
        now: () => NOW,
      }}
    />,
  )
  const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 })
  return { cache, router, toasts, preferences, unmount, user }
}
