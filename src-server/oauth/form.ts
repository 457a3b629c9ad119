import { OAuthError } from './oauth-error.ts'

/** More parameters than any request of ours has. */
const MAXIMUM_PARAMETERS = 50

/** The only parameters that may be repeated (RFC 8707 §2, RFC 8693 §2.1). */
const REPEATABLE = new Set(['resource', 'audience'])

/** A form that was sent to an OAuth endpoint. */
export interface Form {
  /** Gives a parameter; an empty one counts as absent (RFC 6749 §3.2). */
  get(name: string): string | undefined
  /** Gives all values of a parameter that may be repeated. */
  getAll(name: string): readonly string[]
}

/** Parses a form body; throws `invalid_request` when a parameter is repeated (RFC 6749 §3.2). */
export function parseForm(body: string): Form {
  const values = new Map<string, string[]>()
  let count = 0
  for (const [name, value] of new URLSearchParams(body)) {
    count += 1
    if (count > MAXIMUM_PARAMETERS) throw new OAuthError('invalid_request', 'Too many parameters.')
    if (value === '') continue
    const known = values.get(name)
    if (!known) values.set(name, [value])
    else if (REPEATABLE.has(name)) known.push(value)
    else throw new OAuthError('invalid_request', 'A parameter was sent more than once.')
  }
  return {
    get: (name) => values.get(name)?.[0],
    getAll: (name) => values.get(name) ?? [],
  }
}
