import type { SigningAlgorithm } from '#contract/settings.ts'
import type { StoredSettings } from './model.ts'

type Choice = Pick<StoredSettings, 'signingAlgorithm' | 'signingAlgorithmByResource'>

const all = { ES256: true, RS256: true, EdDSA: true } satisfies Record<SigningAlgorithm, true>

/** Every algorithm that tokens of ours may be signed with, in the order in which they are shown. */
// Safe: the table has each of them and nothing else.
export const signingAlgorithms = Object.keys(all) as readonly SigningAlgorithm[]

/** Verifiers may count on these two (RFC 9068 §2.1 and our default); others exist when asked for. */
const always: readonly SigningAlgorithm[] = ['ES256', 'RS256']

/** Decides what a token for these audiences is signed with; undefined when they need different things. */
export function decideSigningAlgorithm(
  audiences: readonly string[],
  { signingAlgorithm, signingAlgorithmByResource: byResource }: Choice,
): SigningAlgorithm | undefined {
  const needed = audiences.map((audience) =>
    Object.hasOwn(byResource, audience) ? byResource[audience] : signingAlgorithm,
  )
  const first = needed[0] ?? signingAlgorithm
  return needed.every((algorithm) => algorithm === first) ? first : undefined
}

/** Lists the algorithms for which there has to be a key. */
export function listWantedAlgorithms(settings: Choice): ReadonlySet<SigningAlgorithm> {
  const { signingAlgorithm, signingAlgorithmByResource } = settings
  return new Set([...always, signingAlgorithm, ...Object.values(signingAlgorithmByResource)])
}
