import { isDeepStrictEqual } from 'node:util'
import type { IssuerSettings } from '#contract/issuer-settings.ts'
import { decideAccess } from '#server/domain/decide-access.ts'
import type { Issuer } from '#server/domain/model.ts'
import { AppError } from '#server/errors.ts'
import { repairIssuerUrl } from '#server/issuers/repair-issuer-url.ts'
import type { Transaction } from '#server/store/collections.ts'
import { missingPermission } from './authorize.ts'
import type { AuthenticatedContext, OperationParts } from './context.ts'
import { begunBy } from './history.ts'
import { toNewIssuer, withSettings } from './issuer-records.ts'

export interface NamedIssuer {
  /** An id or a URL. */
  readonly issuer: string
  readonly issuerSettings?: IssuerSettings | undefined
}

/**
 * Finds the issuer that a trust policy names, or registers it on the way. Whoever else relies on it
 * later relies on its settings too, so all but a label need `issuer:create`.
 */
export function findOrRegisterIssuer(
  tx: Transaction,
  parts: OperationParts,
  { issuer: reference, issuerSettings = {} }: NamedIssuer,
  caller: Pick<AuthenticatedContext, 'principal' | 'subject'>,
  fieldPrefix: string,
): Issuer {
  const url = repairIssuerUrl(reference)
  const fields = { url: `${fieldPrefix}issuer`, settings: `${fieldPrefix}issuerSettings.` }
  const existing = tx.issuers.find(reference) ?? tx.issuers.findBy('url', url)
  if (existing) {
    requireSameSettings(existing, issuerSettings, fields)
    return existing
  }
  const facts = toNewIssuer(url, issuerSettings, fields)
  const isPlain = Object.keys(issuerSettings).every((name) => name === 'label')
  if (!isPlain && !decideAccess(caller.subject, 'issuer:create', '').allowed) {
    throw missingPermission('issuer:create', '')
  }
  const history = begunBy(caller.principal.actor, parts.now())
  const issuer: Issuer = { id: parts.newId('iss'), ...facts, ...history }
  tx.issuers.put(issuer)
  return issuer
}

/** Settings of a registered issuer hold for all who rely on it, so a policy may not change them by the way. */
function requireSameSettings(
  issuer: Issuer,
  { label: _, ...asked }: IssuerSettings,
  fields: { readonly url: string; readonly settings: string },
): void {
  const wanted = withSettings(issuer, asked, fields)
  // Safe: the names of settings are names of issuers' fields.
  const names = Object.keys(asked) as (keyof typeof asked)[]
  const differing = names.filter((name) => !isDeepStrictEqual(wanted[name], issuer[name]))
  if (differing.length === 0) return
  const message = `${issuer.url} is registered already, with other settings (${differing.join(', ')}); other accounts may rely on those.`
  throw new AppError('issuer_not_allowed', message, {
    fields: differing.map((name) => ({ field: `${fields.settings}${name}`, message })),
  })
}
