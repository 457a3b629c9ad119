import { compactVerify, errors, type JWK } from 'jose'
import type { PublicKey } from '#server/domain/model.ts'
import type { OutsideToken } from '#server/issuers/parse-outside-token.ts'
import { findDecoyKey } from './decoy-keys.ts'

type SignedToken = Pick<OutsideToken, 'compact' | 'algorithm'>

/** Tells whether a token was signed by the private half of a key. */
export type VerifyByKey = (
  token: SignedToken,
  publicJwk: Readonly<Record<string, unknown>>,
) => Promise<boolean>

/**
 * Finds the key that a token was signed by. Where there are none to try, one of nobody is tried in
 * vain, so that the time it takes does not tell which clients exist and what keys they have.
 */
export async function findSigner(
  token: SignedToken,
  keys: readonly PublicKey[],
  verify: VerifyByKey,
): Promise<PublicKey | undefined> {
  for (const key of keys) if (await verify(token, key.publicJwk)) return key
  const decoy = keys.length === 0 ? findDecoyKey(token.algorithm) : undefined
  if (decoy) await verify(token, decoy)
  return undefined
}

/** Verifies a signature by a JWK, and by no other algorithm than the one it was looked up for. */
export const verifyByKey: VerifyByKey = async ({ compact, algorithm }, publicJwk) => {
  try {
    // Safe: only public keys that could be parsed get here.
    await compactVerify(compact, publicJwk as JWK, { algorithms: [algorithm] })
    return true
  } catch (error) {
    if (error instanceof errors.JOSEError) return false
    throw error
  }
}
