import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { changeClaims, type PolicyCase, type TokenCase, toFittingClaims } from './trust-cases.ts'

/** Four issuers with a key each. */
export const signers = await Promise.all(
  [0, 1, 2, 3].map(async (n) => {
    const { publicKey, privateKey } = await generateKeyPair('ES256')
    const jwk = { ...(await exportJWK(publicKey)), kid: `key-${n}`, alg: 'ES256' }
    return { url: `https://ci-${n}.example`, jwk, privateKey }
  }),
)
export type Signer = (typeof signers)[number]

let count = 0

/** Signs a token that nearly fits a policy, with the issuer's own key unless that is what is changed. */
export async function sign(
  policy: PolicyCase,
  { changes, index }: TokenCase,
  nowMs: number,
): Promise<string> {
  const now = Math.floor(nowMs / 1000)
  const { url, jwk, privateKey } = signers[policy.issuer] as Signer
  const other = signers[(policy.issuer + 1) % 4] as Signer
  count += 1
  const usual = { iss: url, aud: policy.audience, iat: now, exp: now + 300, jti: `token-${count}` }
  const claims = changes.reduce((sofar, change) => changeClaims(sofar, change, { index, now }), {
    ...toFittingClaims(policy.boundClaims),
    ...usual,
  } as Record<string, unknown>)
  if (changes.includes('issuer')) claims.iss = other.url
  if (changes.includes('stranger')) claims.iss = 'https://stranger.example'
  const key = changes.includes('key') ? other.privateKey : privateKey
  const kid = changes.includes('unknown key') ? 'nobody' : jwk.kid
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid }).sign(key)
  return changes.includes('cut') ? token.slice(0, -1) : token
}
