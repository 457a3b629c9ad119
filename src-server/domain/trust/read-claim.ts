import { isWrittenNumber } from '#server/domain/written-number.ts'
import type { Claims } from './claims.ts'

/**
 * Finds the claim that a policy names; undefined when it is missing. The literal name comes first,
 * dots, slashes and all; only a name that is no claim and begins with "/" is a JSON Pointer
 * (RFC 6901). Inherited names such as `constructor` are never claims.
 */
export function readClaim(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  if (!name.startsWith('/')) return undefined

  const segments = name.slice(1).split('/')
  return segments.reduce<unknown>((value, segment) => findMember(value, segment), claims)
}

/** Names the claim that a bound name reads from: of a JSON Pointer its first segment. */
export function toTopLevelName(name: string): string {
  const [, segment] = name.startsWith('/') ? name.split('/', 2) : []
  return segment === undefined ? name : (unescapeSegment(segment) ?? name)
}

function findMember(value: unknown, segment: string): unknown {
  if (typeof value !== 'object' || value === null || isWrittenNumber(value)) return undefined
  const name = unescapeSegment(segment)
  // A list's own `length` is nothing that the issuer said.
  if (name === undefined || (Array.isArray(value) && !isIndex(name))) return undefined
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}

/** RFC 6901 §4: first `~1`, then `~0`, so that `~01` is `~1` and not a slash; other tildes are errors. */
function unescapeSegment(segment: string): string | undefined {
  if (/~(?![01])/.test(segment)) return undefined
  return segment.replaceAll('~1', '/').replaceAll('~0', '~')
}

function isIndex(name: string): boolean {
  return /^(?:0|[1-9]\d*)$/.test(name)
}
