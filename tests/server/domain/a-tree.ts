import fc from 'fast-check'
import { permissions } from '#contract/permissions.ts'
import { toChildPath } from '#server/domain/paths.ts'
import { fixedRoles } from '#server/domain/roles.ts'
import { aRole } from './a-subject.ts'

/** Roles that random subjects may hold besides the built-in ones. */
export const randomRoles = [
  aRole('one', ['group:update', 'token:introspect']),
  aRole('two', ['group:view', 'service_account:create']),
  aRole('three', []),
]
const roleNames = [...randomRoles, ...fixedRoles].map(({ name }) => name)

/** Paths of any tree: each name hangs below one before it, and some names begin like others. */
export const randomTree = fc
  .array(fc.tuple(fc.nat(), fc.constantFrom('a', 'ab', 'a-b', 'b')), { minLength: 1, maxLength: 9 })
  .map((steps) => {
    const paths = ['']
    for (const [parent, name] of steps) {
      const path = toChildPath(paths[parent % paths.length] ?? '', name)
      if (!paths.includes(path)) paths.push(path)
    }
    return paths
  })

/** Somebody with any roles in a tree, of any standing and with any token, as `aSubject` reads it. */
export function randomSubject(paths: readonly string[]): fc.Arbitrary<string> {
  const shown = fc.constantFrom(...paths).map((path) => path || '/')
  const grant = fc
    .tuple(fc.constantFrom('', '', 'ops: ', 'dev: '), fc.constantFrom(...roleNames), shown)
    .map(([team, role, path]) => `${team}${role} ${path}`)
  // Nobody has two roles in one place.
  const grants = fc.uniqueArray(grant, {
    maxLength: 5,
    selector: (text) => text.replace(/\S+ (?=\S+$)/, ''),
  })
  const token = fc
    .tuple(
      someOf(fc.constantFrom(...permissions), 'nothing', 'anything'),
      someOf(shown, 'nowhere', 'anywhere'),
    )
    .map(([only, places]) => ` (token for ${only} in ${places})`)
  return fc
    .tuple(
      mostly(fc.constant(''), fc.constantFrom('disabled ', 'internal ')),
      mostly(fc.constant('/'), shown),
      grants,
      mostly(fc.constant(''), token),
    )
    .map(
      ([standing, home, texts, ending]) =>
        `${standing}account in ${home}${texts.length > 0 ? `: ${texts.join(' + ')}` : ''}${ending}`,
    )
}

function mostly(usual: fc.Arbitrary<string>, other: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof({ weight: 4, arbitrary: usual }, other)
}

function someOf(item: fc.Arbitrary<string>, none: string, all: string): fc.Arbitrary<string> {
  const some = fc.uniqueArray(item, { minLength: 1, maxLength: 3 })
  return fc.oneof(
    fc.constantFrom(none, all),
    some.map((items) => items.join(' + ')),
  )
}
