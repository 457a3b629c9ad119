import { useTranslation } from 'react-i18next'
import { AuthenticationMethod } from '#contract/common.ts'
import { ExchangeStage } from '#contract/trust.ts'
import { isProblemCode, wordError } from '#renderer/lib/error-wording.ts'
import { audit } from '#renderer/words/en/audit.ts'

/** Why something was refused; of what was done, how its doer authenticated. */
export function RefusalReason({ reason }: { reason: string }) {
  const { t } = useTranslation(['audit', 'trust'])
  const method = AuthenticationMethod.safeParse(reason).data
  if (method) return t(`audit:methods.${method}`)
  const stage = ExchangeStage.safeParse(reason).data
  if (stage) return t(`trust:stages.${stage}`)
  if (isWorded(reason)) return t(`audit:reasons.${reason}`)
  // What there are no words for is a code of the server, such as `wrong_dpop_proof`.
  return isProblemCode(reason) ? wordError(reason).title : reason.replaceAll('_', ' ')
}

function isWorded(reason: string): reason is keyof typeof audit.reasons {
  return Object.hasOwn(audit.reasons, reason)
}
