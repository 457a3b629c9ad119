import { listKeyAlgorithms } from '#server/domain/key-algorithms.ts'

/** Public keys of nobody, one of each kind: verifying by them costs what a client's own would. */
const decoys = [
  // No product of two primes, but that costs nothing and changes nothing: nothing is to fit it.
  { kty: 'RSA', n: Buffer.alloc(256, 0xb7).toString('base64url'), e: 'AQAB' },
  {
    kty: 'EC',
    crv: 'P-256',
    x: 'bTQSnT3MeAuel0LPbolVAwYFFhRL6x6sfF2jsBWWvXU',
    y: 'oWgx9mDz1oJ9p84wOOo4zTjymd6AjmMVjCTxV2NZtf8',
  },
  {
    kty: 'EC',
    crv: 'P-384',
    x: 'UV67YIMBYtGsDOrDv-8CnLNuPHa6jys5DL0gEF1OsxgoYHPD9T_Z55uTHA7T-byI',
    y: 'tBQ4Y76MhPaqVclHrvpWiRxC8k1vuXS2pWyf6S24grde8yV6OnlH6IfjDptSe487',
  },
  {
    kty: 'EC',
    crv: 'P-521',
    x: 'AefSPJqNVD0KY1_uCN1M_r5vv6vvKpxJPdLvEIcYToKGna1Hfk9mudJjF5bwMfBevMrPGX7yfkBM8wKeRNTccBfr',
    y: 'AYAc7hy8X3EdH8cinDF-Ri3SwhjhKbewDmGl_s_OpTbDF5FyLM2xhu2-cziDa6TGHTbzQR4eoUkEZjwrKp90EdG3',
  },
  {
    kty: 'OKP',
    crv: 'Ed25519',
    x: 'Z_EzkKMeqw7WwkPH7BePQ1fMXP6n_FNCfCRC9VhNmw0',
  },
]

const byAlgorithm = new Map(
  decoys.flatMap((key) => listKeyAlgorithms(key).map((algorithm) => [algorithm, key] as const)),
)

/** Finds a key of nobody for an algorithm; undefined where no client could have one either. */
export function findDecoyKey(algorithm: string): Readonly<Record<string, unknown>> | undefined {
  return byAlgorithm.get(algorithm)
}
