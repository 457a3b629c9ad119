import { z } from 'zod'
import type { Claims } from '#server/domain/decide-trust.ts'
import { hasRepeatedName } from './has-repeated-name.ts'

const MAXIMUM_BYTES = 16_384

export interface OutsideToken {
  readonly compact: string
  readonly algorithm: string
  readonly keyId: string | undefined
  readonly type: string | undefined
  /** Not verified yet: good for choosing among registered issuers, nothing else. */
  readonly claims: Claims
}

// `crit` names extensions that we would have to understand, and we know none (RFC 7515 §4.1.11).
const Header = z.looseObject({
  alg: z.string(),
  kid: z.string().optional(),
  typ: z.string().optional(),
  crit: z.undefined().optional(),
})
const Payload = z.looseObject({ iss: z.string() })

/** Takes a compact JWS apart without trusting it; undefined when it is not one. */
export function parseOutsideToken(compact: string): OutsideToken | undefined {
  if (compact.length > MAXIMUM_BYTES) return undefined
  const match = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(compact)
  const header = Header.safeParse(parseSegment(match?.[1]))
  const payload = Payload.safeParse(parseSegment(match?.[2]))
  if (!header.success || !payload.success) return undefined
  const { alg: algorithm, kid: keyId, typ: type } = header.data
  return { compact, algorithm, keyId, type, claims: payload.data }
}

function parseSegment(segment: string | undefined): unknown {
  if (segment === undefined) return undefined
  try {
    const bytes = Buffer.from(segment, 'base64url')
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const value: unknown = JSON.parse(text)
    return hasRepeatedName(text) ? undefined : value
  } catch {
    // Whatever cannot be read is malformed; the caller refuses it as such.
    return undefined
  }
}
