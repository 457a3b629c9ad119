import { isResourceIndicator } from '#contract/resource-indicators.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import type { Form } from './form.ts'
import { OAuthError } from './oauth-error.ts'

const MAXIMUM_TARGETS = 10

/**
 * Reads for whom a token is to be (RFC 8707 §2, RFC 8693 §2.1): our own issuer, unless the request
 * names others that the account may ask for; else throws `invalid_target`.
 */
export function readAudience(
  form: Form,
  account: ServiceAccount,
  issuer: string,
): readonly string[] {
  const targets = new Set([...form.getAll('resource'), ...listAudiences(form, account)])
  if (targets.size === 0) return [issuer]
  if (targets.size > MAXIMUM_TARGETS) throw refused('Too many resources are asked for at once.')
  const { allowedResources } = account.tokenSettings
  for (const target of targets) {
    if (!isResourceIndicator(target)) throw refused('A resource is no absolute URI.')
    if (target === issuer || allowedResources.includes(target)) continue
    throw refused(
      "A resource is not one that this account may ask for. An administrator adds it to the account's allowed resources.",
      account,
    )
  }
  return [...targets]
}

/** An exchange may name the account itself as its audience; that says nothing of where the token goes. */
function listAudiences(form: Form, { id, path }: ServiceAccount): readonly string[] {
  const audiences = form.getAll('audience')
  const isExchange = form.get('subject_token') ?? form.get('assertion')
  if (isExchange === undefined) return audiences
  return audiences.filter((audience) => audience !== id && audience !== path)
}

function refused(message: string, account?: ServiceAccount): OAuthError {
  return new OAuthError('invalid_target', message, { accountId: account?.id })
}
