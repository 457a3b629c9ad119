import type { TrustCheck } from '#contract/trust.ts'
import { i18next } from '#renderer/lib/language.ts'
import type { trust } from '#renderer/words/en/trust.ts'

type CheckName = keyof (typeof trust)['checks']
type RuleName = keyof (typeof trust)['policyRules']

/** What was looked at, in words; a provider's rule keeps its own name. */
export function sayCheck({ check, rule }: TrustCheck): string {
  if (check === 'policy' && rule && isPolicyRule(rule))
    return i18next.t(`trust:policyRules.${rule}`)
  if (rule && ['veto', 'required_claim', 'policy'].includes(check)) return rule
  return isCheck(check) ? i18next.t(`trust:checks.${check}`) : check
}

function isPolicyRule(rule: string): rule is RuleName {
  return rule === 'enabled' || rule === 'expiry'
}

function isCheck(check: string): check is CheckName {
  return i18next.exists(`trust:checks.${check}`)
}
