import { describe, expect, it } from 'vitest'
import { decideScope, toScope, toScopeRestriction } from '#server/domain/decide-scope.ts'
import { aSubject } from './a-subject.ts'

const subject = aSubject('account in acme: deployer acme/a + writer acme/b')
const namespaces = ['acme', 'acme/a', 'acme/a/prod', 'acme/b', 'acme/c', 'other']
const isNamespace = (path: string) => namespaces.includes(path)

describe('a scope', () => {
  it.each([
    ['one permission', 'workspace:create', 'workspace:create'],
    ['several, in the order asked', 'token:view group:view', 'token:view group:view'],
    ['what a permission brings along', 'service_account:view', 'service_account:view'],
    ['the same twice, once', 'group:view group:view', 'group:view'],
    ['a namespace where it has a role', 'namespace:acme/a', 'namespace:acme/a'],
    ['one below such a namespace', 'namespace:acme/a/prod', 'namespace:acme/a/prod'],
    ['one above such a namespace', 'namespace:acme', 'namespace:acme'],
    ['both kinds', 'group:view namespace:acme/a', 'group:view namespace:acme/a'],
  ])('is granted for %s', (_, asked, granted) => {
    expect(decideScope(asked, { subject, isNamespace })).toBe(granted)
  })

  it.each([
    ['nothing', ''],
    ['a blank', ' '],
    ['a leading blank', ' group:view'],
    ['a trailing blank', 'group:view '],
    ['two blanks', 'group:view  token:view'],
    ['a tab', 'group:view\ttoken:view'],
    ['a line feed', 'group:view\n'],
    ['a NUL', 'group:view\0'],
    ['a quote', 'group:view "x"'],
    ['a backslash', 'group:view \\x'],
    ['a letter outside ASCII', 'group:viéw'],
    ['a look-alike', 'grоup:view'],
    ['a comma', 'group:view,token:view'],
    ['capitals', 'GROUP:VIEW'],
    ['an unknown permission', 'group:own'],
    ['an unknown one beside a known one', 'group:view read'],
    ['a wildcard', '*'],
    ['a wildcard of actions', 'group:*'],
    ['a resource alone', 'group'],
    ['an inherited name', 'constructor'],
    ['a permission held nowhere', 'member:create'],
    ['one held nowhere beside one that is held', 'group:view member:create'],
    ['a namespace that does not exist', 'namespace:ghost'],
    ['one that does not exist below a role', 'namespace:acme/a/ghost'],
    ['a namespace without a role', 'namespace:acme/c'],
    ['a namespace outside the home group', 'namespace:other'],
    ['no namespace', 'namespace:'],
    ['the root', 'namespace:/'],
    ['a slash too many', 'namespace:acme/a/'],
    ['a step up', 'namespace:acme/a/../b'],
    ['an escape', 'namespace:acme%2Fa'],
    ['capitals in the prefix', 'Namespace:acme/a'],
    ['a wildcard namespace', 'namespace:*'],
    ['more than anybody needs', `group:view ${words(100)}`],
  ])('is refused for %s', (_, asked) => {
    expect(decideScope(asked, { subject, isNamespace })).toBeUndefined()
  })

  it('of more words than anybody needs is refused, even of good ones', () => {
    const many = Array.from({ length: 101 }, (_, index) => `acme/n${index}`)
    const everywhere = aSubject('account in acme: owner acme')
    const ask = (paths: readonly string[]) =>
      decideScope(paths.map((path) => `namespace:${path}`).join(' '), {
        subject: everywhere,
        isNamespace: () => true,
      })
    expect(ask(many.slice(0, 100))).toBeDefined()
    expect(ask(many)).toBeUndefined()
  })

  it('counts no role outside the home group', () => {
    const strayed = aSubject('account in acme: owner other')
    expect(decideScope('group:view', { subject: strayed, isNamespace })).toBeUndefined()
    expect(decideScope('namespace:other', { subject: strayed, isNamespace })).toBeUndefined()
  })

  it('counts no permission that a nearer role takes away', () => {
    const lowered = aSubject('account in acme: nothing acme/a')
    expect(decideScope('namespace:acme/a', { subject: lowered, isNamespace })).toBeUndefined()
  })
})

describe('the scope of a token that leaves things out', () => {
  it.each([
    ['group:view token:view', ['group:view', 'token:view'], null],
    ['namespace:acme', null, ['acme']],
    ['group:view namespace:acme', ['group:view'], ['acme']],
    [undefined, null, null],
  ] as const)('is %s', (scope, permissions, namespaces) => {
    expect(toScope({ permissions, namespaces })).toBe(scope)
  })
})

describe('the restriction of a granted scope', () => {
  it.each([
    ['permissions alone', 'group:view token:view', ['group:view', 'token:view'], null],
    ['what they imply', 'group:update', ['group:update', 'group:view'], null],
    ['namespaces alone', 'namespace:acme namespace:b', null, ['acme', 'b']],
    ['both', 'group:view namespace:acme', ['group:view'], ['acme']],
    ['a word that nobody knows any more: nothing', 'group:own', [], null],
    ['such a word beside a namespace: nothing there', 'group:own namespace:acme', [], ['acme']],
    ['no word at all: nothing', '', [], null],
  ])('is of %s', (_, scope, permissions, places) => {
    const restriction = toScopeRestriction(scope)
    expect(restriction.permissions === null ? null : [...restriction.permissions]).toEqual(
      permissions,
    )
    expect(restriction.namespaces).toEqual(places)
  })
})

function words(count: number): string {
  return Array.from({ length: count }, (_, index) => `word${index}`).join(' ')
}
