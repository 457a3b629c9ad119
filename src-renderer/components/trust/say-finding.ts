import type { PolicyFinding } from '#contract/trust-policies.ts'
import { i18next } from '#renderer/lib/language.ts'
import { findAvoidReason, findRuleReason } from '#renderer/lib/provider-words.ts'
import type { trust } from '#renderer/words/en/trust.ts'

type RuleName = keyof (typeof trust)['findings']['rules']

/** What speaks against a policy and the way out; what is not known here keeps the server's words. */
export function sayFinding(finding: PolicyFinding) {
  const { rule, message, advice, profileRule } = finding
  if (profileRule) return sayProfileRule(rule, profileRule) ?? { message, advice }
  if (!isWorded(rule)) return { message, advice }
  return {
    message: i18next.t(`trust:findings.rules.${rule}.message`),
    advice: i18next.t(`trust:findings.rules.${rule}.advice`),
  }
}

type ProfileRule = NonNullable<PolicyFinding['profileRule']>

/** In English the server's words are the profile's. */
function sayProfileRule(rule: string, { profile, kind, claims: names }: ProfileRule) {
  const claims = names.join(i18next.t('trust:findings.or'))
  if (kind === 'claim_to_avoid') {
    const advice = findAvoidReason(profile, names[0] ?? '')
    const message = i18next.t('trust:findings.avoid', { claims })
    return advice === undefined ? undefined : { message, advice }
  }
  const reason = findRuleReason(profile, rule)
  if (reason === undefined) return undefined
  if (kind === 'veto') {
    return { message: reason, advice: i18next.t('trust:findings.bindOther', { claims }) }
  }
  const message = i18next.t('trust:findings.notBound', { claims, reason })
  return { message, advice: i18next.t('trust:findings.bind', { claims }) }
}

function isWorded(rule: string): rule is RuleName {
  return /^\w+$/.test(rule) && i18next.exists(`trust:findings.rules.${rule}.message`)
}
