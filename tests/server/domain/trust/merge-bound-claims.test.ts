import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeBoundClaims } from '#server/domain/trust/merge-bound-claims.ts'

describe('a change of bound claims', () => {
  const current = { project_id: '20', ref: { wildcard: 'release/*' } }

  it.each([
    ['that names nothing changes nothing', {}, current],
    ['adds', { sub: 'x' }, { ...current, sub: 'x' }],
    ['replaces', { project_id: '21' }, { ...current, project_id: '21' }],
    ['removes with null', { ref: null }, { project_id: '20' }],
    ['removes what is not there', { other: null }, current],
    [
      'switches the operator and leaves nothing behind',
      { ref: { exact: 'main' } },
      { project_id: '20', ref: { exact: 'main' } },
    ],
  ])('%s', (_, patch, merged) => {
    expect(mergeBoundClaims(current, patch)).toEqual(merged)
  })

  it('leaves the old claims themselves alone', () => {
    const before = structuredClone(current)
    mergeBoundClaims(current, { ref: null, sub: 'x' })
    expect(current).toEqual(before)
  })

  it('takes names of every kind', () => {
    const patch = JSON.parse('{"__proto__":"x","constructor":"y"}')
    expect(Object.entries(mergeBoundClaims({}, patch))).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
  })
})

const claims = fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), fc.string())
const patches = fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), fc.option(fc.string()))

it('never drops what the change does not mention, nor brings back what is gone', () => {
  fc.assert(
    fc.property(claims, patches, (current, patch) => {
      const merged = mergeBoundClaims(current, patch)
      for (const claim of Object.keys({ ...current, ...patch })) {
        const isNamed = Object.hasOwn(patch, claim)
        const expected = isNamed ? patch[claim] : current[claim]
        expect(Object.hasOwn(merged, claim)).toBe(expected !== null)
        if (expected !== null) expect(merged[claim]).toBe(expected)
      }
      expect(Object.keys(merged).every((claim) => claim in { ...current, ...patch })).toBe(true)
    }),
  )
})

it('made twice is made once', () => {
  fc.assert(
    fc.property(claims, patches, (current, patch) => {
      const once = mergeBoundClaims(current, patch)
      expect(mergeBoundClaims(once, patch)).toEqual(once)
    }),
  )
})
