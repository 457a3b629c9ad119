import type { AuditEvent } from '#contract/audit.ts'

/** A field of a thing, as text, before and after an event; undefined where it was not there. */
export interface Difference {
  readonly field: string
  readonly before: string | undefined
  readonly after: string | undefined
}

type Snapshot = AuditEvent['before']

/** Change with every event, and tell nothing that the event does not. */
const SELF_EVIDENT = /^(?:version|(?:created|updated)(?:At|By)(?:\..*)?)$/

/** Lists the fields that an event changed, each by its path such as `tokenSettings.lifetime`. */
export function listDifferences({ before, after }: AuditEvent): readonly Difference[] {
  const [was, is] = [flatten(before), flatten(after)]
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((field) => !SELF_EVIDENT.test(field) && was.get(field) !== is.get(field))
    .filter((field) => !isNothing(was.get(field)) || !isNothing(is.get(field)))
    .map((field) => ({ field, before: was.get(field), after: is.get(field) }))
}

function flatten(value: Snapshot, path = ''): ReadonlyMap<string, string> {
  const flat = new Map<string, string>()
  for (const [name, member] of Object.entries(value ?? {})) {
    const field = path === '' ? name : `${path}.${name}`
    if (isObject(member)) for (const entry of flatten(member, field)) flat.set(...entry)
    else flat.set(field, typeof member === 'string' ? member : JSON.stringify(member))
  }
  return flat
}

/** What was made or deleted had many fields that were never filled in. */
function isNothing(text: string | undefined): boolean {
  return text === undefined || /^(?:|null|\[\])$/.test(text)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
