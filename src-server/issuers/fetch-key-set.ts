import { z } from 'zod'
import type { Issuer } from '#server/domain/model.ts'
import type { FetchedJson, FetchRules } from './guarded-fetch.ts'
import type { PublicJwk } from './import-key.ts'
import { KeySet } from './key-set.ts'

export type FetchJson = (url: string, rules: FetchRules) => Promise<FetchedJson>

export interface FetchedKeySet {
  /** Where the keys were really fetched from. */
  readonly keyUrl: string
  readonly keySet: KeySet
  readonly maxAgeSeconds: number | undefined
}

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.string() })
/** Importing keys takes time, and nobody signs with more. */
const MAXIMUM_KEYS = 1000
const Jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })

/** Fetches an issuer's keys; throws with the reason where no usable key is to be had. */
export async function fetchKeySet(issuer: Issuer, fetchJson: FetchJson): Promise<FetchedKeySet> {
  const keyUrl = await findKeyUrl(issuer, fetchJson)
  const { body, maxAgeSeconds } = await fetchJson(keyUrl, issuer)
  const jwks = Jwks.safeParse(body)
  if (!jwks.success) throw new Error(`${keyUrl} holds no keys`)
  if (jwks.data.keys.length > MAXIMUM_KEYS) {
    throw new Error(`${keyUrl} holds more than ${MAXIMUM_KEYS} keys`)
  }
  const keySet = new KeySet(jwks.data.keys.filter(isPublic).map(toPublicJwk))
  if (!keySet.isUsable) throw new Error(`${keyUrl} holds no key that we can verify with`)
  return { keyUrl, keySet, maxAgeSeconds }
}

async function findKeyUrl(issuer: Issuer, fetchJson: FetchJson): Promise<string> {
  if (issuer.keySource.kind === 'jwks_url') return issuer.keySource.url
  const discoveryUrl = `${issuer.url.replace(/\/$/, '')}/.well-known/openid-configuration`
  const discovery = Discovery.safeParse((await fetchJson(discoveryUrl, issuer)).body)
  if (!discovery.success) throw new Error(`${discoveryUrl} names no issuer and jwks_uri`)
  if (discovery.data.issuer === issuer.url) return discovery.data.jwks_uri
  // OpenID Connect Discovery §4.3: whoever answers for another issuer is not the one we trust.
  throw new Error(
    `${discoveryUrl} names another issuer: expected ${issuer.url}, got ${discovery.data.issuer}`,
  )
}

/** A private key that is published belongs to everybody. */
function isPublic(jwk: PublicJwk): boolean {
  return jwk.kty !== 'oct' && !('d' in jwk) && !('k' in jwk)
}

const PUBLIC_MEMBERS = ['kty', 'kid', 'alg', 'use', 'key_ops', 'n', 'e', 'crv', 'x', 'y']

/** Leaves out what verifying needs not, such as certificates. */
export function toPublicJwk(jwk: PublicJwk): PublicJwk {
  return Object.fromEntries(Object.entries(jwk).filter(([name]) => PUBLIC_MEMBERS.includes(name)))
}
