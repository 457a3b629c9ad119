import type { PolicyFinding } from '#contract/trust-policies.ts'
import { i18next } from '#renderer/lib/language.ts'
import type { trust } from '#renderer/words/en/trust.ts'

type RuleName = keyof (typeof trust)['findings']['rules']

/** What speaks against a policy and the way out; a provider's own rules keep the server's words. */
export function sayFinding({ rule, message, advice }: PolicyFinding) {
  if (!isWorded(rule)) return { message, advice }
  return {
    message: i18next.t(`trust:findings.rules.${rule}.message`),
    advice: i18next.t(`trust:findings.rules.${rule}.advice`),
  }
}

function isWorded(rule: string): rule is RuleName {
  return /^\w+$/.test(rule) && i18next.exists(`trust:findings.rules.${rule}.message`)
}
