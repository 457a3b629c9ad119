import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Tally } from '#server/oauth/tally.ts'
import type { MetricsParts } from './metrics.ts'

/**
 * Makes what shows the counts of this server and of its process. Labels hold words of our own code
 * only, and what is counted is looked up when somebody asks, so that a token does not pay for it.
 */
export function createRegistry(parts: MetricsParts): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const { issued, refused, exchanges } = parts.tallies
  countTally(registry, issued, {
    name: 'doorward_tokens_issued_total',
    help: 'Access tokens issued, by grant type and authentication method.',
    labelNames: ['grant_type', 'method'],
  })
  countTally(registry, refused, {
    name: 'doorward_tokens_refused_total',
    help: 'Token requests refused, by OAuth error and reason.',
    labelNames: ['error', 'reason'],
  })
  countExchanges(registry, exchanges)
  new Counter({
    name: 'doorward_rate_limited_total',
    help: 'Requests refused for a rate limit.',
    registers,
    collect() {
      this.reset()
      this.inc(parts.countRateLimited())
    },
  })
  const gauges: readonly (readonly [string, string, () => number])[] = [
    ['doorward_lockouts', 'Clients locked out at an address.', parts.countLockouts],
    ['doorward_store_writable', '1 while changes can be stored.', () => +parts.isStoreWritable()],
    ['doorward_audit_behind', '1 while events wait to be written.', () => +parts.isAuditBehind()],
  ]
  for (const [name, help, read] of gauges) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }
  return registry
}

function countExchanges(registry: Registry, exchanges: Tally): void {
  new Counter({
    name: 'doorward_exchanges_total',
    help: 'Outside tokens shown, by grant, verdict and the stage where they were refused.',
    labelNames: ['grant', 'verdict', 'stage'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [grant, end, count] of exchanges.entries()) {
        const isAccepted = end === 'accepted'
        const verdict = isAccepted ? 'accepted' : 'refused'
        this.inc({ grant, verdict, stage: isAccepted ? 'none' : end }, count)
      }
    },
  })
}

interface TallyDescription {
  readonly name: string
  readonly help: string
  readonly labelNames: readonly [first: string, second: string]
}

function countTally(registry: Registry, tally: Tally, description: TallyDescription): void {
  const { labelNames } = description
  new Counter({
    ...description,
    labelNames: [...labelNames],
    registers: [registry],
    collect() {
      this.reset()
      for (const [first, second, count] of tally.entries()) {
        this.inc({ [labelNames[0]]: first, [labelNames[1]]: second }, count)
      }
    },
  })
}
