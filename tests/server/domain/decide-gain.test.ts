import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permissions } from '#contract/permissions.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import { findGain, type GainQuestion } from '#server/domain/decide-gain.ts'
import { isWithin } from '#server/domain/paths.ts'
import { aSubject, parseRows } from './a-subject.ts'
import { randomRoles, randomSubject, randomTree } from './a-tree.ts'

/** What it shows | who does it | whom it is done to, before | and after | what they gain. */
describe.each([
  [
    'giving a role',
    `
    as much as one holds                          | user: owner acme                            | user            | user: owner acme               |
    less than one holds                           | user: owner acme                            | user            | user: viewer acme              |
    further down                                  | user: owner acme                            | user            | user: owner acme/a/b           |
    more than one holds                           | user: deployer acme                         | user            | user: owner acme               | group:create in acme
    further up                                    | user: owner acme/a                          | user            | user: viewer acme              | group:view in acme
    at the root                                   | user: owner acme                            | user            | user: viewer /                 | group:view in /
    beside                                        | user: owner acme/a                          | user            | user: viewer acme/b            | group:view in acme/b
    in a sibling whose name goes on               | user: owner acme                            | user            | user: viewer acme-x            | group:view in acme-x
    what one holds, but not everywhere below      | user: owner acme + viewer acme/a            | user            | user: owner acme               | group:create in acme/a
    what one holds, but not far below             | user: owner acme + viewer acme/a/b          | user            | user: owner acme               | group:create in acme/a/b
    where one is lowered beside it                | user: owner acme + viewer acme/b            | user            | user: owner acme/a             |
    where one is lowered and raised again         | user: owner acme + viewer acme/a + owner acme/a/b | user      | user: owner acme/a/b           |
    what a team of one’s own makes up for         | user: owner acme + viewer acme/a + ops: owner acme | user     | user: owner acme               |
    that is held already                          | user: viewer acme                           | user: owner acme | user: owner acme + viewer acme/b |
    that is held already, from further up         | user: viewer acme                           | user: owner acme | user: owner acme + owner acme/a |
    that raises where one was lowered             | user: viewer acme                           | user: owner acme + viewer acme/a | user: owner acme + owner acme/a | group:create in acme/a
    to a team’s person who holds it by the team   | user: viewer acme                           | user: ops: owner acme | user: ops: owner acme + owner acme |
    by the administrator                          | administrator                               | user            | user: system-admin /           |
    by somebody who was disabled meanwhile        | disabled user: owner acme                   | user            | user: viewer acme              | group:view in acme
    by Doorward’s own accounts                    | internal account in /: system-admin /       | user            | user: viewer acme              | group:view in acme
    to an account that cannot use it outside      | user: viewer acme                           | account in acme/a | account in acme/a: owner acme |
    to an account inside its home                 | user: viewer acme                           | account in acme/a | account in acme/a: owner acme/a | group:create in acme/a
    that lets found top-level groups              | user: owner /                               | user            | user: founder /                | group:create_top_level in /
    `,
  ],
  [
    'taking a role away',
    `
    only lowers                                   | user: viewer acme                           | user: owner acme | user                          |
    that kept a higher one from counting          | user: viewer acme                           | user: owner acme + viewer acme/a | user: owner acme | group:create in acme/a
    that kept one’s own higher one from counting  | user: owner acme + viewer acme/a            | user: owner acme + viewer acme/a | user: owner acme | group:create in acme/a
    that kept a higher one from counting, by one who holds as much | user: owner acme           | user: owner acme + viewer acme/a | user: owner acme |
    `,
  ],
  [
    'making a credential',
    `
    of somebody who holds as much                 | user: deployer acme                         |                 | account in acme: deployer acme |
    of somebody who holds more                    | user: deployer acme                         |                 | account in acme: owner acme    | group:create in acme
    of somebody who holds it elsewhere            | user: owner acme                            |                 | account in /: viewer acme + viewer other | group:view in other
    of somebody who holds nothing                 | user                                        |                 | account in acme                |
    of somebody who holds more, but carries less  | user: deployer acme                         |                 | account in acme: owner acme (token for workspace:create in anywhere) |
    of somebody who holds more and carries it     | user: deployer acme                         |                 | account in acme: owner acme (token for group:update in anywhere) | group:update in acme
    that is good only where one holds as much     | user: owner acme/a                          |                 | account in acme: owner acme (token for anything in acme/a) |
    that is good further up, too                  | user: owner acme/a                          |                 | account in acme: owner acme (token for anything in acme) | group:view in acme
    that is good where one is lowered             | user: owner acme + viewer acme/a            |                 | account in acme: owner acme (token for anything in acme/a) | group:create in acme/a
    that is good for nothing                      | user                                        |                 | account in acme: owner acme (token for nothing in anywhere) |
    that is good nowhere                          | user                                        |                 | account in acme: owner acme (token for anything in nowhere) |
    by a token that carries less                  | user: owner acme (token for token:create in anywhere) |       | account in acme: viewer acme   | group:view in acme
    by a token that is good elsewhere             | user: owner acme (token for anything in acme/a) |             | account in acme: viewer acme   | group:view in acme
    by a token that is good there                 | user: owner acme (token for anything in acme/a) |             | account in acme: viewer acme/a |
    `,
  ],
])('%s', (_, rows) => {
  it.each(parseRows(rows))('%s', (__, caller, before, after, gain = '') => {
    const found = findGain({
      caller: aSubject(caller),
      before: before === '' ? undefined : aSubject(before),
      after: aSubject(after ?? ''),
    })
    const text = found && `${found.permission} in ${found.namespacePath || '/'}`
    expect(text ?? '').toBe(gain)
  })
})

const question = randomTree.chain((paths) =>
  fc.record({
    paths: fc.constant(paths),
    caller: fc.oneof({ weight: 9, arbitrary: randomSubject(paths) }, fc.constant('administrator')),
    before: fc.option(randomSubject(paths), { nil: undefined }),
    after: randomSubject(paths),
  }),
)

/** Looks at every permission in every namespace. */
function findAnyGain(paths: readonly string[], { caller, before, after }: GainQuestion) {
  const holds = (
    subject: Subject | undefined,
    permission: (typeof permissions)[number],
    path: string,
  ) => subject !== undefined && decideAccess(subject, permission, path).allowed
  return paths.flatMap((path) =>
    permissions
      .filter(
        (permission) =>
          holds(after, permission, path) &&
          !holds(before, permission, path) &&
          !holds(caller, permission, path),
      )
      .map((permission) => `${permission} in ${path}`),
  )
}

it('finds a gain exactly where there is one, in any tree', () => {
  const seen = { gains: 0, none: 0 }
  fc.assert(
    fc.property(question, ({ paths, caller, before, after }) => {
      const asked: GainQuestion = {
        caller: aSubject(caller, randomRoles),
        before: before === undefined ? undefined : aSubject(before, randomRoles),
        after: aSubject(after, randomRoles),
      }
      const all = findAnyGain(paths, asked)
      const found = findGain(asked)
      if (found) {
        seen.gains += 1
        expect(all).toContain(`${found.permission} in ${found.namespacePath}`)
      } else {
        seen.none += 1
        expect(all).toEqual([])
      }
    }),
    { numRuns: 1500 },
  )
  expect(Math.min(seen.gains, seen.none)).toBeGreaterThan(100)
})

it('finds a gain however deep the only place is where its giver holds less', () => {
  fc.assert(
    fc.property(randomTree, fc.nat(), fc.nat(), (paths, above, below) => {
      const given = paths[above % paths.length] ?? ''
      const lowered = paths[below % paths.length] ?? ''
      fc.pre(lowered !== '' && isWithin(lowered, given))
      const found = findGain({
        caller: aSubject(`user: owner / + viewer ${lowered}`),
        before: undefined,
        after: aSubject(`user: owner ${given || '/'}`),
      })
      expect(found?.namespacePath).toBe(lowered)
    }),
  )
})
