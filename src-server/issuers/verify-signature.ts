import { verify } from 'node:crypto'
import type { OutsideAlgorithm } from '#contract/issuer-settings.ts'
import type { IssuerKey } from './import-key.ts'
import { signatureAlgorithms } from './signature-algorithms.ts'

export interface SignedText {
  readonly algorithm: OutsideAlgorithm
  /** Header and payload as they were signed (RFC 7515 §5.1). */
  readonly signingInput: string
  readonly signature: Buffer
}

/** Verifies that one of the keys made a signature; the work is done off the main thread. */
export async function verifySignature(
  signed: SignedText,
  keys: readonly IssuerKey[],
): Promise<boolean> {
  for (const key of keys) if (await verifyWith(signed, key)) return true
  return false
}

function verifyWith(
  { algorithm, signingInput, signature }: SignedText,
  { key, algorithms }: IssuerKey,
): Promise<boolean> {
  if (!algorithms.has(algorithm)) return Promise.resolve(false)
  const { hash, options } = signatureAlgorithms[algorithm]
  return new Promise((resolve) => {
    // A signature that cannot even be read is not genuine.
    verify(hash, Buffer.from(signingInput), { key, ...options }, signature, (error, isGenuine) =>
      resolve(!error && isGenuine),
    )
  })
}
