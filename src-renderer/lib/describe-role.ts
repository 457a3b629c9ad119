import type { Role } from '#contract/roles.ts'
import type { access } from '#renderer/words/en/access.ts'
import { i18next } from './language.ts'

/** What a role is for: of a built-in one in the language of the window, of others as it was written. */
export function describeRole({ id, kind, description }: Role): string {
  return kind !== 'custom' && isWorded(id) ? i18next.t(`access:builtInRoles.${id}`) : description
}

function isWorded(id: string): id is keyof (typeof access)['builtInRoles'] {
  return i18next.exists(`access:builtInRoles.${id}`)
}
