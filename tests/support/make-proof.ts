import { createHash, randomUUID } from 'node:crypto'
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWK, SignJWT } from 'jose'

export interface ProofKey {
  readonly algorithm: string
  readonly privateKey: GenerateKeyPairResult['privateKey']
  readonly jwk: JWK
}

/** What a proof says; whatever is not given is as it should be. */
export interface ProofChanges {
  readonly header?: object
  readonly claims?: object
  readonly accessToken?: string
}

/** Makes a key pair for DPoP proofs. */
export async function makeProofKey(algorithm = 'ES256'): Promise<ProofKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true })
  return { algorithm, privateKey, jwk: await exportJWK(publicKey) }
}

/** Makes a DPoP proof (RFC 9449 §4.2) without any help of a client library, so that it may be wrong. */
export function makeProof(
  key: ProofKey,
  method: string,
  url: string,
  { header, claims, accessToken }: ProofChanges = {},
): Promise<string> {
  return new SignJWT({
    jti: randomUUID(),
    htm: method,
    htu: url,
    iat: Math.floor(Date.now() / 1000),
    ...(accessToken !== undefined && {
      ath: createHash('sha256').update(accessToken).digest('base64url'),
    }),
    ...claims,
  })
    .setProtectedHeader({ alg: key.algorithm, typ: 'dpop+jwt', jwk: key.jwk, ...header })
    .sign(key.privateKey, { crit: { x: true } })
}
