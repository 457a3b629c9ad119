import { useSearchParams } from 'react-router'
import type { AuditEvent, AuditFilter } from '#contract/audit.ts'
import { audit } from '#renderer/words/en/audit.ts'

const { periods, results, kinds } = audit

export type Period = keyof typeof periods
export type Result = AuditEvent['result']
export type What = 'changes' | 'access' | keyof typeof kinds

/** What is looked for, each part empty where it is anything. */
export interface AuditChoices {
  readonly actor: string
  readonly what: What | ''
  readonly result: Result | ''
  readonly period: Period | ''
  readonly from: string
  readonly until: string
}

/** What is looked for among events, kept in the address so that a link carries it. */
export function useAuditFilter() {
  const [params, setParams] = useSearchParams()
  const read = (name: keyof AuditChoices) => params.get(name) ?? ''
  const choices: AuditChoices = {
    actor: read('actor'),
    what: oneOf(read('what'), { changes: '', access: '', ...kinds }),
    result: oneOf(read('result'), results),
    period: oneOf(read('period'), periods),
    from: read('from'),
    until: read('until'),
  }
  const set = (change: Partial<AuditChoices>) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        for (const [name, value] of Object.entries(change)) {
          if (value === '') next.delete(name)
          else next.set(name, value)
        }
        return next
      },
      { replace: true },
    )

  return { choices, set }
}

function oneOf<Table extends object>(text: string, table: Table): (keyof Table & string) | '' {
  return Object.hasOwn(table, text) ? (text as keyof Table & string) : ''
}

const HOUR = 3_600_000
const lengths: Readonly<Record<Exclude<Period, 'own'>, number>> = {
  PT1H: HOUR,
  P1D: 24 * HOUR,
  P7D: 7 * 24 * HOUR,
  P30D: 30 * 24 * HOUR,
}

/** The choices as the server takes them; a period ends at the full minute, so that it stays one question. */
export function toAuditFilter(choices: AuditChoices, now: Date): AuditFilter {
  const { actor, what, result } = choices
  return {
    ...(actor && { actor }),
    ...(what === 'changes' || what === 'access' ? { about: what } : what && { action: `${what}.` }),
    ...(result && { result }),
    ...toTimes(choices, now),
  }
}

function toTimes({ period, from, until }: AuditChoices, now: Date) {
  if (period === '') return {}
  if (period === 'own') return { ...toTime('since', from), ...toTime('until', until) }
  const minute = Math.floor(now.getTime() / 60_000) * 60_000
  return { since: new Date(minute - lengths[period]).toISOString() }
}

/** A field for a time gives it by the clock on the wall, or nothing while it is half filled in. */
function toTime(name: 'since' | 'until', text: string) {
  const time = Date.parse(text)
  return Number.isNaN(time) ? {} : { [name]: new Date(time).toISOString() }
}
