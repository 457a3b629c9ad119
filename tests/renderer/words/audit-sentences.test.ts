import { describe, expect, it } from 'vitest'
import { contract } from '#contract/contract.ts'
import { describeAction } from '#renderer/components/audit/describe-action.ts'
import { audit } from '#renderer/words/en/audit.ts'
import { german } from '#renderer/words/german.ts'

/** What is recorded besides the operations that change something: `<room>.<verb>`. */
const byItself = ['signingKeys.create', 'signingKeys.retire', 'signingKeys.delete']
const signIns = [
  ...['session.start', 'lockout.begin'],
  ...['token.issued', 'token.refused', 'token.revoked'],
]

const changes = Object.entries(contract).flatMap(([room, operations]) =>
  Object.entries(operations).flatMap(([name, operation]) =>
    isChange(operation) ? [`${room}.${name}`] : [],
  ),
)

describe('the sentences of the audit log', () => {
  it('are asked for every room that can be changed', () => {
    expect(changes).toContain('members.create')
    expect(changes).toContain('server.share')
    expect(changes.length).toBeGreaterThan(50)
  })

  it.each([...changes, ...byItself])('say what was done and to what: %s', (action) => {
    const { verb, thing } = describeAction(action)
    expect(verb).not.toBe('other')
    expect(thing).not.toBe('other')
  })

  it.each(signIns)('say what was done: %s', (action) => {
    expect(describeAction(action).verb).not.toBe('other')
  })

  it.each(Object.entries({ english: audit, german: german.audit }))(
    'tell what was tried as well as what was done, in %s',
    (_, { done, tried }) => {
      expect(Object.keys(tried)).toEqual(Object.keys(done))
    },
  )

  it.each(Object.entries({ english: audit, german: german.audit }))(
    'have a filter for each room, in %s',
    (_, { kinds, things }) => {
      const { other: _other, ...named } = things
      expect(Object.keys(kinds)).toEqual(Object.keys(named))
    },
  )
})

function isChange(operation: unknown): boolean {
  if (typeof operation !== 'object' || operation === null || !('~orpc' in operation)) return false
  const { meta } = operation['~orpc'] as { meta: { effect?: string } }
  return meta.effect === 'change'
}
