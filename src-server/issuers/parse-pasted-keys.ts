import { createPublicKey } from 'node:crypto'
import { toPublicJwk } from './fetch-key-set.ts'
import { importKey, type PublicJwk } from './import-key.ts'

export type PastedKeys =
  | { readonly ok: true; readonly keys: readonly PublicJwk[] }
  | { readonly ok: false; readonly reason: string }

const MAXIMUM_KEYS = 100
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** Reads pasted public keys, a JWK set or PEM; one that is private or too weak refuses all of them. */
export function parsePastedKeys(
  pasted: string | { readonly keys: readonly PublicJwk[] },
): PastedKeys {
  const jwks = typeof pasted === 'string' ? parseText(pasted) : pasted.keys
  if (!jwks) return refused('it is neither a JWK set nor PEM public keys')
  if (jwks.length === 0) return refused('it holds no key')
  if (jwks.length > MAXIMUM_KEYS) return refused(`it holds more than ${MAXIMUM_KEYS} keys`)
  const faults = jwks.flatMap((jwk, index) => {
    const reason = findFault(jwk)
    return reason === undefined ? [] : [`key ${index + 1}: ${reason}`]
  })
  if (faults.length > 0) return refused(faults.join('; '))
  return { ok: true, keys: jwks.map(toPublicJwk) }
}

function findFault(jwk: PublicJwk): string | undefined {
  if (jwk.kty === 'oct') return 'it is a shared secret; only public keys can be trusted'
  if (PRIVATE_MEMBERS.some((name) => name in jwk)) {
    return 'it is a private key; paste the public half only, and replace this pair'
  }
  const imported = importKey(jwk)
  return imported.ok ? undefined : imported.reason
}

function parseText(text: string): readonly PublicJwk[] | undefined {
  return text.trimStart().startsWith('{') ? parseJson(text) : parsePem(text)
}

function parseJson(text: string): readonly PublicJwk[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (!isObject(value)) return undefined
    if (!('keys' in value)) return [value]
    return Array.isArray(value.keys) && value.keys.every(isObject) ? value.keys : undefined
  } catch {
    // The caller says that it cannot be read.
    return undefined
  }
}

/** One key a block; a private one is only marked as such, and never read. */
function parsePem(text: string): readonly PublicJwk[] | undefined {
  const blocks = text.match(/-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g)
  if (!blocks) return undefined
  try {
    return blocks.map((pem) =>
      pem.includes('PRIVATE KEY')
        ? { d: '' }
        : { ...createPublicKey(pem).export({ format: 'jwk' }) },
    )
  } catch {
    // The caller says that it cannot be read.
    return undefined
  }
}

function isObject(value: unknown): value is PublicJwk {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refused(reason: string): PastedKeys {
  return { ok: false, reason }
}
