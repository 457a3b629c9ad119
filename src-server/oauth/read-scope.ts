import { toSubject } from '#server/access/subjects.ts'
import { decideScope } from '#server/domain/decide-scope.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import type { OAuthParts } from './context.ts'
import type { Form } from './form.ts'
import { OAuthError } from './oauth-error.ts'

/** Reads the scope of a token; undefined when none was asked, which leaves the account all that it holds. */
export function readScope(
  form: Form,
  account: ServiceAccount,
  { store: { read } }: Pick<OAuthParts, 'store'>,
): string | undefined {
  const asked = form.get('scope')
  if (asked === undefined) return undefined
  const scope = decideScope(asked, {
    subject: toSubject(read, { kind: 'service_account', id: account.id }),
    isNamespace: (path) =>
      (read.groups.findBy('path', path) ?? read.workspaces.findBy('path', path)) !== undefined,
  })
  if (scope !== undefined) return scope
  throw new OAuthError(
    'invalid_scope',
    'The scope holds something that this account cannot have.',
    {
      accountId: account.id,
    },
  )
}
