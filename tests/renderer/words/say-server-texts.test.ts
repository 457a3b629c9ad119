import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TrustCheck } from '#contract/trust.ts'
import type { PolicyFinding } from '#contract/trust-policies.ts'
import { sayFinding } from '#renderer/components/trust/say-finding.ts'
import { sayNearMiss } from '#renderer/components/trust/say-near-miss.ts'
import { sayActual, sayExpected } from '#renderer/components/trust/say-reason.ts'
import { describeRole } from '#renderer/lib/describe-role.ts'
import { speak } from '#renderer/lib/language.ts'
import { wordQuestion } from '#renderer/lib/provider-words.ts'
import { github } from '#server/issuers/profiles/github.ts'

beforeEach(() => speak('de'))
afterEach(() => speak('en'))

const hint = 'The words of the server.'

function aCheck(nearMiss: TrustCheck['nearMiss']): TrustCheck {
  return { check: 'claim', expected: 'a', actual: 'b', ok: false, hint, nearMiss }
}

function aFinding(changes: Partial<PolicyFinding>): PolicyFinding {
  const words = { message: 'The message.', advice: 'The advice.' }
  const finding = { rule: 'owner', severity: 'refused' as const, field: 'boundClaims' }
  return { ...finding, ...words, isLiftable: false, ...changes }
}

describe('a near miss in German', () => {
  it.each([
    [{ code: 'letter_case', values: {} }, 'Nur die Groß- und Kleinschreibung unterscheidet sich.'],
    [
      { code: 'audience_of_other', values: { account: 'acme/$t(missing)/{{code}}' } },
      'Das ist die Audience von acme/$t(missing)/{{code}}.',
    ],
    [
      { code: 'other_type', values: { actual: 'number', expected: 'string' } },
      'Im Token ist dies eine Zahl, in der Regel Text.',
    ],
    [
      { code: 'veto', values: { profile: 'forgejo', rule: 'pull_request' } },
      'Ein Pull-Request führt Code aus, den noch niemand geprüft hat.',
    ],
    [{ code: 'veto', values: { profile: 'later', rule: 'new' } }, hint],
    [{ code: 'of_a_later_version' as never, values: {} }, hint],
    [undefined, hint],
  ] as const)('%j', (nearMiss, said) => {
    expect(sayNearMiss(aCheck(nearMiss))).toBe(said)
  })
})

describe('what speaks against a policy, in German', () => {
  const ofGithub = (kind: 'required_claim' | 'veto' | 'claim_to_avoid', ...claims: string[]) => ({
    profileRule: { profile: 'github' as const, kind, claims },
  })

  it.each([
    [
      aFinding(ofGithub('required_claim', 'repository_id', 'repository_owner_id')),
      'repository_id oder repository_owner_id ist nicht gebunden. Sonst passen Workflows jedes Repositorys auf GitHub.',
      'Binden Sie repository_id oder repository_owner_id an einen Wert.',
    ],
    [
      aFinding({ rule: 'pull_request', ...ofGithub('veto', 'event_name') }),
      'Ein Pull-Request führt Code aus, den noch niemand geprüft hat.',
      'Binden Sie event_name an einen anderen Wert.',
    ],
    [
      aFinding({ rule: 'claim_to_avoid', ...ofGithub('claim_to_avoid', 'sub') }),
      'Binden Sie sub besser nicht.',
      'Seine Form hängt von Einstellungen ab und, in der alten Form, von Namen.',
    ],
    [aFinding({ rule: 'unknown', ...ofGithub('veto', 'x') }), 'The message.', 'The advice.'],
  ])('%j', (finding, message, advice) => {
    expect(sayFinding(finding)).toEqual({ message, advice })
    const check = { check: 'policy', expected: 'x', actual: 'y', ok: false, finding }
    expect([sayActual(check), sayExpected(check)]).toEqual([message, advice])
  })
})

it('a question is asked in German, its examples and commands as they are', () => {
  const [, , id, place] = github.questions
  expect(id && wordQuestion('github', id)).toMatchObject({
    label: 'Repository-ID',
    help: 'Sie bleibt, wenn das Repository umbenannt wird, und niemand sonst kann sie bekommen.',
    example: '74',
    howToFind: 'gh api repos/acme/api --jq .id',
  })
  expect(place && wordQuestion('github', place).choices).toEqual([
    { value: 'branch', label: 'Ein Branch' },
    { value: 'tag', label: 'Ein Tag' },
    { value: 'environment', label: 'Eine Umgebung' },
  ])
  expect(id && wordQuestion('of_a_later_version', { ...id, id: 'new' })).toMatchObject({
    label: id?.label,
    help: id?.help,
  })
})

it('a built-in role is described in German, one of their own as people wrote it', () => {
  const role = {
    id: 'role_viewer',
    name: 'viewer',
    description: 'As the server says.',
    permissions: [],
    memberCount: 0,
    version: 1,
  }
  expect(describeRole({ ...role, kind: 'built_in' })).toBe('Sieht alles, ändert nichts.')
  expect(describeRole({ ...role, kind: 'custom' })).toBe('As the server says.')
  expect(describeRole({ ...role, id: 'role_later', kind: 'built_in' })).toBe('As the server says.')
})
