import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { createContext, type ReactNode, useContext } from 'react'
import type { DoorwardClient } from '#contract/contract.ts'
import type { PreferencesStore } from './preferences-store.ts'
import type { Shell } from './shell.ts'
import type { ToastsStore } from './toasts-store.ts'

/** What a page may use of the world outside it; made once in `main.tsx`, by hand in tests. */
export interface Services {
  readonly client: DoorwardClient
  readonly queries: Queries
  readonly shell: Shell
  readonly preferences: PreferencesStore
  readonly toasts: ToastsStore
  readonly now: () => Date
}

export type Queries = ReturnType<typeof createQueries>

export function createQueries(client: DoorwardClient) {
  return createTanstackQueryUtils(client)
}

const ServicesContext = createContext<Services | undefined>(undefined)

export function ServicesProvider(props: { services: Services; children: ReactNode }) {
  return <ServicesContext value={props.services}>{props.children}</ServicesContext>
}

export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (!services) throw new Error('ServicesProvider is missing.')
  return services
}
