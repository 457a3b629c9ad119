import type { NearMiss } from '#contract/near-miss.ts'
import type { TrustCheck } from '#contract/trust.ts'
import { i18next } from '#renderer/lib/language.ts'
import { findRuleReason } from '#renderer/lib/provider-words.ts'
import type { trust } from '#renderer/words/en/trust.ts'

/** Of times the first sentence and the row say as much. */
const timed: readonly string[] = ['exp', 'nbf', 'iat']

/** Says why a check nearly held, which usually is the answer; a code that is unknown keeps the server's words. */
export function sayNearMiss({ check, hint, nearMiss }: TrustCheck): string | undefined {
  if (hint === undefined || timed.includes(check)) return undefined
  return (nearMiss && findWords(nearMiss)) ?? hint
}

function findWords({ code, values }: NearMiss): string | undefined {
  const { account = '', name = '', issuer = '', amount = '', profile = '', rule = '' } = values
  if (code === 'veto') return findRuleReason(profile, rule)
  if (!isWorded(code)) return undefined
  const actual = sayType(values.actual)
  const expected = sayType(values.expected)
  return i18next.t(`trust:nearMisses.${code}`, { account, name, issuer, amount, actual, expected })
}

function isWorded(code: string): code is keyof (typeof trust)['nearMisses'] {
  return i18next.exists(`trust:nearMisses.${code}`)
}

function sayType(type = ''): string {
  return isType(type) ? i18next.t(`trust:types.${type}`) : type
}

function isType(type: string): type is keyof (typeof trust)['types'] {
  return ['string', 'number', 'boolean'].includes(type)
}
