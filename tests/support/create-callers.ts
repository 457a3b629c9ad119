import { Caller, type World } from './caller.ts'
import type { HeadlessProcess } from './headless-process.ts'
import { createPastedIssuer } from './pasted-issuer.ts'
import { createRandom } from './random.ts'
import { createTrustingAccount } from './trusting-account.ts'
import { turnLimitsOff } from './turn-limits-off.ts'

export interface CallersOptions {
  readonly count: number
  /** What each of them does follows from it. */
  readonly seed: number
  readonly world: World
}

/** Makes callers of a server that is prepared for them: no limits, and an issuer that it trusts. */
export async function createCallers(
  server: HeadlessProcess,
  { count, seed, world }: CallersOptions,
): Promise<readonly Caller[]> {
  await turnLimitsOff(server)
  const issuer = await createPastedIssuer()
  const { id } = await createTrustingAccount(server, {
    issuer: issuer.url,
    boundClaims: { sub: 'job' },
    issuerSettings: issuer.settings,
  })
  const pipeline = { issuer, account: id }
  return Array.from(
    { length: count },
    (_, index) => new Caller(`caller${index}`, createRandom(seed + 1 + index), pipeline, world),
  )
}
