import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permissions } from '#contract/permissions.ts'
import { decideAccess, listAccess } from '#server/domain/decide-access.ts'
import { aSubject, parseRows, showDecision, toPath, toQuestion } from './a-subject.ts'

const deep = (depth: number) =>
  Array.from({ length: depth }, (_, index) => `g${index + 1}`).join('/')

/** What it shows | who asks | what for and where | the answer | the roles that lost. */
describe.each([
  [
    'a role counts in its namespace and below',
    `
    in the namespace itself                         | user: owner acme        | group:update acme              | yes, granted by owner acme
    in a group below                                | user: owner acme        | group:update acme/a            | yes, granted by owner acme
    in a workspace far below                        | user: owner acme        | workspace:update acme/a/b/prod | yes, granted by owner acme
    not above                                       | user: owner acme/a      | group:view acme                | no, no_membership
    not at the root                                 | user: owner acme        | group:view /                   | no, no_membership
    not beside                                      | user: owner acme/a      | group:view acme/b              | no, no_membership
    not in another tree                             | user: owner acme        | group:view other               | no, no_membership
    not in a sibling whose name goes on             | user: owner acme        | group:view acmex               | no, no_membership
    not in a sibling whose name goes on with a dash | user: owner acme        | group:view acme-x              | no, no_membership
    not below such a sibling                        | user: owner acme        | group:view acme-x/a            | no, no_membership
    not in a sibling whose name is shorter          | user: owner acme-x      | group:view acme                | no, no_membership
    not where the same name comes again elsewhere   | user: owner acme        | group:view other/acme          | no, no_membership
    from the root, everywhere                       | user: viewer /          | group:view acme/a/b            | yes, granted by viewer /
    from the root, 20 deep                          | user: owner /           | member:create ${deep(20)}      | yes, granted by owner /
    from the root, at the root                      | user: viewer /          | group:view /                   | yes, granted by viewer /
    from 19 deep, 20 deep                           | user: owner ${deep(19)} | group:view ${deep(20)}         | yes, granted by owner ${deep(19)}
    from 20 deep, not 19 deep                       | user: owner ${deep(20)} | group:view ${deep(19)}         | no, no_membership
    `,
  ],
  [
    'the nearest role of a principal wins',
    `
    and gives less                                      | user: owner acme + viewer acme/a            | group:update acme/a   | no, lacks_permission | owner acme (nearer_role) + viewer acme/a (lacks_permission)
    and gives less below, too                           | user: owner acme + viewer acme/a            | group:update acme/a/b | no, lacks_permission | owner acme (nearer_role) + viewer acme/a (lacks_permission)
    but not above                                       | user: owner acme + viewer acme/a            | group:update acme     | yes, granted by owner acme
    but not beside                                      | user: owner acme + viewer acme/a            | group:update acme/b   | yes, granted by owner acme
    but not in a sibling whose name goes on             | user: owner acme + viewer acme/a            | group:update acme/ab  | yes, granted by owner acme
    and gives more                                      | user: viewer acme + owner acme/a            | group:update acme/a   | yes, granted by owner acme/a | viewer acme (nearer_role)
    and gives more only there                           | user: viewer acme + owner acme/a            | group:update acme     | no, lacks_permission | viewer acme (lacks_permission)
    and gives what both give                            | user: owner acme + viewer acme/a            | group:view acme/a     | yes, granted by viewer acme/a | owner acme (nearer_role)
    of three, up and down again                         | user: viewer / + owner acme + viewer acme/a | group:update acme/a/b | no, lacks_permission | owner acme (nearer_role) + viewer / (nearer_role) + viewer acme/a (lacks_permission)
    of three, down and up again                         | user: owner / + viewer acme + owner acme/a  | group:update acme/a   | yes, granted by owner acme/a | viewer acme (nearer_role) + owner / (nearer_role)
    in whatever order they are kept                     | user: viewer acme/a + owner acme + viewer / | group:update acme     | yes, granted by owner acme | viewer / (nearer_role)
    over one at the root                                | user: owner / + viewer acme                 | group:update acme     | no, lacks_permission | owner / (nearer_role) + viewer acme (lacks_permission)
    even when it gives nothing at all                   | user: owner acme + nothing acme/a           | group:view acme/a     | no, lacks_permission | owner acme (nearer_role) + nothing acme/a (lacks_permission)
    except where it is not above                        | user: viewer acme + owner acme/b            | group:update acme/a   | no, lacks_permission | viewer acme (lacks_permission)
    and the farther comes back when its role is deleted | user: owner acme                            | group:update acme/a   | yes, granted by owner acme
    `,
  ],
  [
    'a person holds the union of their own nearest role and those of their teams',
    `
    by a team alone                                              | user: ops: deployer acme                                | workspace:create acme | yes, granted by ops: deployer acme
    by the better of two teams                                   | user: ops: viewer acme + dev: owner acme                | group:update acme     | yes, granted by dev: owner acme | ops: viewer acme (lacks_permission)
    by different teams for different things                      | user: ops: auditor acme + dev: introspector acme        | token:introspect acme | yes, granted by dev: introspector acme | ops: auditor acme (lacks_permission)
    by their own role beside a team                              | user: owner acme + ops: viewer acme                     | group:update acme     | yes, granted by owner acme | ops: viewer acme (lacks_permission)
    by a team beside their own lower role                        | user: viewer acme + ops: owner acme                     | group:update acme     | yes, granted by ops: owner acme | viewer acme (lacks_permission)
    so that a nearer role of their own lowers only their own     | user: owner acme + viewer acme/a + ops: owner acme      | group:update acme/a   | yes, granted by ops: owner acme | owner acme (nearer_role) + viewer acme/a (lacks_permission)
    so that a nearer role of a team lowers only the team         | user: owner acme + ops: owner acme + ops: viewer acme/a | group:update acme/a   | yes, granted by owner acme | ops: owner acme (nearer_role) + ops: viewer acme/a (lacks_permission)
    so that a team nearer than their own does not hide their own | user: owner acme + ops: viewer acme/a                   | group:update acme/a   | yes, granted by owner acme | ops: viewer acme/a (lacks_permission)
    so that their own nearer one does not hide a team            | user: viewer acme/a + ops: owner acme                   | group:update acme/a   | yes, granted by ops: owner acme | viewer acme/a (lacks_permission)
    so that two teams do not lower each other                    | user: ops: owner acme + dev: viewer acme/a              | group:update acme/a   | yes, granted by ops: owner acme | dev: viewer acme/a (lacks_permission)
    and nothing when each of them is lowered                     | user: owner acme + viewer acme/a + ops: owner acme + ops: viewer acme/a | group:update acme/a   | no, lacks_permission | owner acme (nearer_role) + ops: owner acme (nearer_role) + viewer acme/a (lacks_permission) + ops: viewer acme/a (lacks_permission)
    and the nearest explains what several give                   | user: viewer acme + ops: viewer acme/a                  | group:view acme/a     | yes, granted by ops: viewer acme/a
    and nothing by a team elsewhere                              | user: viewer acme + ops: owner other                    | group:update acme     | no, lacks_permission | viewer acme (lacks_permission)
    `,
  ],
  [
    'a service account acts only inside its home group',
    `
    in its home                                         | account in acme/a: deployer acme/a                | workspace:create acme/a   | yes, granted by deployer acme/a
    below its home                                      | account in acme/a: deployer acme/a                | workspace:create acme/a/b | yes, granted by deployer acme/a
    by a role below its home                            | account in acme/a: deployer acme/a/b              | workspace:create acme/a/b | yes, granted by deployer acme/a/b
    not by a role above its home                        | account in acme/a: owner acme                     | group:view acme/a         | no, no_membership | owner acme (outside_home)
    not by a role at the root                           | account in acme/a: owner /                        | group:view acme/a         | no, no_membership | owner / (outside_home)
    not beside its home                                 | account in acme/a: owner acme/b                   | group:view acme/b         | no, no_membership | owner acme/b (outside_home)
    not in a sibling whose name goes on                 | account in acme/a: owner acme/ab                  | group:view acme/ab        | no, no_membership | owner acme/ab (outside_home)
    not where its group was before it moved             | account in other/a: owner acme/a + viewer other/a | group:view acme/a         | no, no_membership | owner acme/a (outside_home)
    but still where its group is now                    | account in other/a: owner acme/a + viewer other/a | group:view other/a        | yes, granted by viewer other/a
    and a role outside does not lower one inside        | account in acme/a: viewer acme + owner acme/a     | group:update acme/a       | yes, granted by owner acme/a | viewer acme (outside_home)
    and a role outside does not stand in for one inside | account in acme/a: owner acme + viewer acme/a     | group:update acme/a       | no, lacks_permission | owner acme (outside_home) + viewer acme/a (lacks_permission)
    with no role it may do nothing                      | account in acme/a                                 | group:view acme/a         | no, no_membership
    at the root, it acts anywhere by its roles          | account in /: owner acme                          | group:update acme/a       | yes, granted by owner acme
    at the root, by a role at the root                  | account in /: deployer /                          | workspace:create acme/a   | yes, granted by deployer /
    at the root, not without a role there               | account in /: owner acme                          | group:view other          | no, no_membership
    `,
  ],
  [
    'roles give what they name and what that implies',
    `
    viewer: no change                                      | user: viewer acme       | service_account:create acme | no, lacks_permission | viewer acme (lacks_permission)
    deployer: accounts                                     | user: deployer acme     | service_account:delete acme | yes, granted by deployer acme
    deployer: no members                                   | user: deployer acme     | member:create acme          | no, lacks_permission | deployer acme (lacks_permission)
    deployer: no groups                                    | user: deployer acme     | group:update acme           | no, lacks_permission | deployer acme (lacks_permission)
    owner: members                                         | user: owner acme        | member:create acme          | yes, granted by owner acme
    owner at the root: no settings                         | user: owner /           | settings:update /           | no, lacks_permission | owner / (lacks_permission)
    owner at the root: no roles                            | user: owner /           | role:create /               | no, lacks_permission | owner / (lacks_permission)
    a custom role: writing implies seeing                  | user: writer acme       | service_account:view acme   | yes, granted by writer acme
    a custom role: seeing one thing only                   | user: writer acme       | group:view acme             | no, lacks_permission | writer acme (lacks_permission)
    a custom role: a verb of its own does not imply seeing | user: introspector acme | token:view acme             | no, lacks_permission | introspector acme (lacks_permission)
    a custom role that gives nothing                       | user: nothing acme      | group:view acme             | no, lacks_permission | nothing acme (lacks_permission)
    a deleted role: nothing is left                        | user                    | group:view acme             | no, no_membership
    `,
  ],
  [
    'founding top-level groups is for the root alone',
    `
    by a role at the root                      | user: founder /    | group:create_top_level / | yes, granted by founder /
    not by the same role in a group            | user: founder acme | group:create_top_level / | no, no_membership
    not by an owner of a group                 | user: owner acme   | group:create_top_level / | no, no_membership
    not even by an owner at the root           | user: owner /      | group:create_top_level / | no, lacks_permission | owner / (lacks_permission)
    and it is not creating groups below others | user: founder /    | group:create acme        | no, lacks_permission | founder / (lacks_permission)
    `,
  ],
  [
    'the accounts that come with Doorward',
    `
    admin: everything                         | account in /: system-admin /                      | settings:update /         | yes, granted by system-admin /
    admin: everything far below               | account in /: system-admin /                      | member:delete ${deep(20)} | yes, granted by system-admin /
    viewer: sees what built-in viewers do not | account in /: system-viewer /                     | user:view /               | yes, granted by system-viewer /
    viewer: changes nothing                   | account in /: system-viewer /                     | settings:update /         | no, lacks_permission | system-viewer / (lacks_permission)
    user: lists groups                        | account in /: system-user /                       | group:view acme           | yes, granted by system-user /
    user: sees no accounts                    | account in /: system-user /                       | service_account:view acme | no, lacks_permission | system-user / (lacks_permission)
    user: founds nothing                      | account in /: system-user /                       | group:create_top_level /  | no, lacks_permission | system-user / (lacks_permission)
    group-creator: founds groups              | account in /: system-group-creator /              | group:create_top_level /  | yes, granted by system-group-creator /
    group-creator: creates none in others’    | account in /: system-group-creator /              | group:create acme         | no, lacks_permission | system-group-creator / (lacks_permission)
    group-creator: owns what it founded       | account in /: system-group-creator / + owner acme | member:create acme        | yes, granted by owner acme | system-group-creator / (nearer_role)
    `,
  ],
  [
    'standing comes before roles',
    `
    the administrator may do everything              | administrator                                            | settings:update /         | yes, administrator
    the administrator may do everything far below    | administrator                                            | member:delete ${deep(20)} | yes, administrator
    a disabled owner may not even look               | disabled user: owner acme                                | group:view acme           | no, disabled
    a disabled account may not, whatever its roles   | disabled account in /: system-admin /                    | group:view acme           | no, disabled
    an internal account may not, whatever its roles  | internal account in /: system-admin /                    | group:view acme           | no, internal
    a disabled account with a token is told the same | disabled user: owner acme (token for group:view in acme) | group:view acme           | no, disabled
    `,
  ],
  [
    'a token carries no more than it says',
    `
    a permission that it carries                    | user: owner acme (token for group:view in anywhere)      | group:view acme       | yes, granted by owner acme
    a permission that it does not                   | user: owner acme (token for group:view in anywhere)      | group:update acme     | no, outside_token
    what it carries implies                         | user: owner acme (token for group:update in anywhere)    | group:view acme       | yes, granted by owner acme
    a namespace that it carries                     | user: owner acme (token for anything in acme/a)          | group:update acme/a   | yes, granted by owner acme
    what lies below that                            | user: owner acme (token for anything in acme/a)          | group:update acme/a/b | yes, granted by owner acme
    not what lies above that                        | user: owner acme (token for anything in acme/a)          | group:view acme       | no, outside_token
    not what lies beside that                       | user: owner acme (token for anything in acme/a)          | group:view acme/ab    | no, outside_token
    any of several namespaces                       | user: owner acme (token for anything in acme/a + acme/b) | group:view acme/b     | yes, granted by owner acme
    the whole installation, when it says so         | user: owner acme (token for anything in /)               | group:view acme       | yes, granted by owner acme
    the permission outside its namespaces           | user: owner acme (token for group:view in acme/a)        | group:view acme/b     | no, outside_token
    another permission inside its namespaces        | user: owner acme (token for group:view in acme/a)        | group:update acme/a   | no, outside_token
    both                                            | user: owner acme (token for group:view in acme/a)        | group:view acme/a     | yes, granted by owner acme
    nothing, when it names no permission            | user: owner acme (token for nothing in anywhere)         | group:view acme       | no, outside_token
    nothing, when it names no namespace             | user: owner acme (token for anything in nowhere)         | group:view acme       | no, outside_token
    everything, when it leaves nothing out          | user: owner acme (token for anything in anywhere)        | group:update acme     | yes, granted by owner acme
    never what its owner does not hold              | user: viewer acme (token for group:update in acme)       | group:update acme     | no, lacks_permission | viewer acme (lacks_permission)
    never where its owner has no role               | user: owner acme (token for group:view in other)         | group:view other      | no, no_membership
    nothing, when the role that gave it was lowered | user: owner acme + viewer acme/a (token for group:update in anywhere) | group:update acme/a   | no, lacks_permission | owner acme (nearer_role) + viewer acme/a (lacks_permission)
    `,
  ],
])('%s', (_, rows) => {
  it.each(parseRows(rows))('%s', (__, who, question, answer, losing = '') => {
    const [permission, namespace] = toQuestion(question)
    const decision = decideAccess(aSubject(who), permission, namespace)
    expect(showDecision(decision)).toEqual({ answer, losing })
  })
})

it('lists all that is allowed, each with the role that gives it', () => {
  const subject = aSubject('user: viewer acme + ops: introspector acme')
  const listed = listAccess(subject, 'acme/a').map(
    ({ permission, winner }) => `${permission} by ${winner?.principal.name}`,
  )
  expect(listed).toContain('group:view by ada')
  expect(listed).toContain('token:introspect by ops')
  expect(listed).not.toContain('group:update by ada')
  expect(listAccess(subject, 'other')).toEqual([])
})

it('names every role that allows it, not only the first', () => {
  const subject = aSubject('user: owner acme + ops: owner acme + dev: viewer acme')
  const { winner, others } = decideAccess(subject, 'group:update', 'acme/a')
  expect([winner, ...others].map((each) => each?.principal.name)).toEqual(['ada', 'ops'])
})

const path = fc.constantFrom('/', 'acme', 'acme-x', 'acmex', 'acme/a', 'acme/ab', 'acme/a/b', 'x')
const grant = fc
  .tuple(fc.constantFrom('', 'ops: ', 'dev: '), fc.constantFrom('viewer', 'owner', 'nothing'), path)
  .map((parts) => `${parts[0]}${parts[1]} ${parts[2]}`)

it('says the same of one permission and of all of them', () => {
  fc.assert(
    fc.property(
      fc.array(grant, { minLength: 1, maxLength: 6 }),
      path,
      path,
      (grants, home, place) => {
        const subject = aSubject(`account in ${home}: ${grants.join(' + ')}`)
        const namespace = toPath(place)
        const listed = listAccess(subject, namespace)
        for (const permission of permissions) {
          const { allowed, winner } = decideAccess(subject, permission, namespace)
          expect(listed.find((each) => each.permission === permission)).toEqual(
            allowed ? { permission, winner } : undefined,
          )
        }
      },
    ),
    { numRuns: 30 },
  )
})
