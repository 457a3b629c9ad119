import type { ExchangeStage } from '#contract/trust.ts'

/** Why a token was refused, by the stage at which it was. */
export const stageWording = {
  malformed: 'not a usable token',
  issuer: 'issuer not trusted',
  signature: 'signature not valid',
  expired: 'token expired',
  not_yet_valid: 'token not valid yet',
  too_old: 'token too old',
  audience: 'wrong audience',
  claims: 'claims do not fit',
  replayed: 'token used before',
  account: 'account or policy not available',
  request: 'request not allowed',
} as const satisfies Record<ExchangeStage, string>
