import { describe, expect, it } from 'vitest'
import { NearMissCode } from '#contract/near-miss.ts'
import { permissionActions } from '#contract/permissions.ts'
import { providers } from '#renderer/words/de/providers.ts'
import { english } from '#renderer/words/english.ts'
import { german } from '#renderer/words/german.ts'
import { fixedRoles } from '#server/domain/roles.ts'
import { lintPolicy } from '#server/domain/trust/lint-policy.ts'
import { noProfileRules } from '#server/domain/trust/profile-rules.ts'
import type { Profile } from '#server/issuers/profiles/profile.ts'
import { profiles } from '#server/issuers/profiles/profiles.ts'

/** A text that the server sends in English, and where its German is looked for. */
interface Text {
  readonly profile: Profile['id']
  readonly path: readonly string[]
  readonly english: string
}

const texts = profiles.flatMap(listTexts)

function listTexts({ id: profile, questions, rules }: Profile): Text[] {
  const named = [
    ...[...rules.requiredClaims, ...rules.vetoes].map(({ id, reason }) => ['rules', id, reason]),
    ...rules.claimsToAvoid.map(({ claim, reason }) => ['avoid', claim, reason]),
    ...questions.flatMap(({ id, label, help, howToFind, choices = [] }) => [
      ['questions', id, 'label', label],
      ['questions', id, 'help', help],
      ...(howToFind && isSentence(howToFind) ? [['questions', id, 'find', howToFind]] : []),
      ...choices
        .filter(({ value, label: choice }) => value !== choice)
        .map(({ value, label: choice }) => ['questions', id, 'choices', value, choice]),
    ]),
  ]
  return named.map((words) => ({
    profile,
    path: words.slice(0, -1),
    english: words.at(-1) ?? '',
  }))
}

/** A command begins with a small letter, and the pages of a provider are called as they are there. */
function isSentence(text: string): boolean {
  return /^[A-Z]/.test(text) && !/^\w+ [Ss]ettings, (?:Overview|OpenID Connect)$/.test(text)
}

function read(profile: string, path: readonly string[]): string | undefined {
  const found = [profile, ...path].reduce<unknown>(
    (words, key) => (words as Record<string, unknown> | undefined)?.[key],
    providers,
  )
  return typeof found === 'string' ? found : undefined
}

describe('what the server says of a provider', () => {
  it.each(texts)('is said in English: $profile $path', ({ english: text }) => {
    expect(text.trim()).not.toBe('')
  })

  it('is worded in German', () => {
    const missing = texts
      .filter(({ profile, path }) => !read(profile, path) && !read('shared', path))
      .map(({ profile, path, english: text }) => `${[profile, ...path].join(' › ')}: "${text}"`)
    const help = 'Write their German into src-renderer/words/de/providers.ts'
    expect(missing, help).toEqual([])
  })

  it('is shared only by those who say the same', () => {
    const ofShared = texts.filter(({ profile, path }) => !read(profile, path))
    const paths = new Set(ofShared.map(({ path }) => path.join(' › ')))
    const different = [...paths].flatMap((shared) => {
      const some = ofShared.filter(({ path }) => path.join(' › ') === shared)
      const isOne = new Set(some.map(({ english: text }) => text)).size === 1
      return isOne ? [] : [[shared, ...some.map(({ profile }) => profile)]]
    })
    expect(different).toEqual([])
  })

  it('is worded nowhere else', () => {
    const known = new Set(
      texts.flatMap(({ profile, path }) => [
        [profile, ...path].join(' › '),
        ['shared', ...path].join(' › '),
      ]),
    )
    expect(listPaths(providers).filter((path) => !known.has(path))).toEqual([])
  })
})

function listPaths(words: object): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [key]
      : listPaths(value as object).map((path) => `${key} › ${path}`),
  )
}

describe.each([
  ['English', english],
  ['German', german],
])('in %s', (_, words) => {
  it('every near miss has its sentence; a veto has that of its provider', () => {
    const codes = NearMissCode.options.filter((code) => code !== 'veto')
    expect(Object.keys(words.trust.nearMisses).sort()).toEqual(codes.toSorted())
  })

  it('every rule for policies has its sentences', () => {
    const rules = { ...noProfileRules, sharedAudiences: [/^shared$/] }
    const found = [
      { audience: '', boundClaims: {} },
      { audience: 'shared', boundClaims: { aud: 'x' } },
      { audience: 'ours', boundClaims: { sub: '*', ref: [] } },
      { audience: 'ours', boundClaims: { sub: '*-x', ref: { unknown: 'x' } } },
    ].flatMap((policy) => lintPolicy({ matchMode: 'glob', ...policy } as never, rules))
    const names = new Set(found.map(({ rule }) => rule))
    expect([...names].sort()).toEqual(Object.keys(words.trust.findings.rules).sort())
  })

  it('every built-in role is described', () => {
    const ids = fixedRoles.map(({ id }) => id)
    expect(Object.keys(words.access.builtInRoles).sort()).toEqual(ids.sort())
  })

  it('every permission has its words', () => {
    const actions = new Set(Object.values(permissionActions).flat())
    expect(Object.keys(words.access.resources).sort()).toEqual(
      Object.keys(permissionActions).sort(),
    )
    expect(Object.keys(words.access.permissionActions).sort()).toEqual([...actions].sort())
  })
})
