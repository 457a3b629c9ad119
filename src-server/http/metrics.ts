import { loadOnce } from '#server/load-once.ts'
import type { TokenTallies } from '#server/oauth/tally.ts'
import { Durations, writeDurations } from './durations.ts'

export interface MetricsParts {
  readonly tallies: TokenTallies
  /** Requests that were refused for a rate limit, since the start. */
  readonly countRateLimited: () => number
  /** Clients that are locked out now. */
  readonly countLockouts: () => number
  readonly isStoreWritable: () => boolean
  readonly isAuditBehind: () => boolean
}

export type EndpointName = 'token' | 'login' | 'introspection' | 'revocation'

/** What monitoring asks for, in the text format of Prometheus. */
export interface Metrics {
  /** Gives what takes the durations of one endpoint. */
  durationsOf(endpoint: EndpointName): Durations
  write(): Promise<{ readonly contentType: string; readonly text: string }>
}

const DURATIONS = {
  name: 'doorward_oauth_request_duration_seconds',
  help: 'Time from the request to its answer.',
  label: 'endpoint',
} as const

/**
 * Makes the metrics of this server. What a token counts is a number of our own; what shows it, and
 * looks after the process besides, is loaded when somebody asks for the first time.
 */
export function createMetrics(parts: MetricsParts): Metrics {
  const durations = new Map<EndpointName, Durations>()
  const loadRegistry = loadOnce(async () => {
    const { createRegistry } = await import('./metrics-registry.ts')
    return createRegistry(parts)
  })
  return {
    durationsOf(endpoint) {
      const known = durations.get(endpoint) ?? new Durations()
      durations.set(endpoint, known)
      return known
    },
    async write() {
      const registry = await loadRegistry()
      const text = `${await registry.metrics()}\n${writeDurations(DURATIONS, durations)}`
      return { contentType: registry.contentType, text }
    },
  }
}
