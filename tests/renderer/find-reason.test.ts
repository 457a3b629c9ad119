import { describe, expect, it } from 'vitest'
import type { ExchangeStage, PolicyTrace, TrustCheck, TrustTrace } from '#contract/trust.ts'
import { findReason } from '#renderer/components/trust/find-reason.ts'
import { sayReason } from '#renderer/components/trust/say-reason.ts'
import { speak } from '#renderer/lib/language.ts'

const AT = new Date('2026-11-20T12:00:00Z')
const fitting: TrustCheck = { check: 'iat', expected: 'x', actual: 'x', ok: true }

function aCheck(check: string, more: Partial<TrustCheck> = {}): TrustCheck {
  return { check, expected: 'one', actual: 'other', ok: false, ...more }
}

function aPolicy(stage: ExchangeStage, checks: readonly TrustCheck[], name = 'Main'): PolicyTrace {
  return { policy: name, name, account: 'sa_1', accepted: false, stage, checks: [...checks] }
}

function aTrace(stage: ExchangeStage, more: Partial<TrustTrace> = {}): TrustTrace {
  return { accepted: false, stage, principal: '', checks: [fitting], policies: [], ...more }
}

const ofToken = (stage: ExchangeStage, ...checks: TrustCheck[]) =>
  aTrace(stage, { checks: [fitting, ...checks], policies: [aPolicy('claims', [aCheck('claim')])] })
const ofPolicy = (stage: ExchangeStage, ...checks: TrustCheck[]) =>
  aTrace(stage, { policies: [aPolicy(stage, [fitting, ...checks])] })

const say = (trace: TrustTrace) => sayReason(findReason(trace), AT).headline

describe('the first sentence about a refused token', () => {
  it.each([
    ['no token at all', aTrace('malformed', { checks: [] }), /not a token that can be read/],
    ['its form', ofToken('malformed', aCheck('form')), /not a token that can be read/],
    ['its algorithm', ofToken('malformed', aCheck('algorithm')), /signed with other; .* only one/],
    ['an unknown issuer', ofToken('issuer', aCheck('issuer')), /comes from other, which no trust/],
    [
      'a disabled issuer',
      ofToken('issuer', aCheck('issuer', { rule: 'enabled' })),
      /issuer of the token is disabled/,
    ],
    ['an unknown key', ofToken('signature', aCheck('key')), /does not publish: other/],
    [
      'keys that did not come',
      ofToken('signature', aCheck('key', { rule: 'fetch' })),
      /could not be fetched: other/,
    ],
    ['a bad signature', ofToken('signature', aCheck('signature')), /not by its issuer/],
    [
      'the signature before the times',
      ofToken('signature', aCheck('signature'), aCheck('exp')),
      /not by its issuer/,
    ],
    [
      'its expiry',
      ofToken('expired', aCheck('exp', { actual: '2026-11-20T11:55:00Z' })),
      'The token expired 5 minutes before it was used.',
    ],
    ['no expiry', ofToken('expired', aCheck('exp', { actual: '(missing)' })), /does not say when/],
    ['an end within the leeway', aTrace('expired'), /end of its life/],
    [
      'its beginning',
      ofToken('not_yet_valid', aCheck('nbf', { actual: '2026-11-20T14:00:00Z' })),
      'The token is not valid before 2 hours later.',
    ],
    [
      'its life',
      ofToken('too_old', aCheck('age', { expected: 'at most 3600 s', actual: '172800 s' })),
      'The token is meant to work for 2 days; its issuer’s may for 1 hour.',
    ],
    [
      'its audience',
      ofPolicy('audience', aCheck('audience')),
      'The token is meant for other, but “Main” expects one.',
    ],
    [
      'a claim',
      ofPolicy('claims', aCheck('claim', { claim: 'ref', matcher: 'wildcard' })),
      'The claim ref is other, but “Main” expects the pattern one.',
    ],
    [
      'a claim that is missing',
      ofPolicy('claims', aCheck('claim', { claim: 'ref', actual: '(missing)' })),
      'The token has no ref, but “Main” expects one.',
    ],
    [
      'a veto',
      ofPolicy('claims', aCheck('veto', { claim: 'e' })),
      /in which e is other are refused/,
    ],
    [
      'a policy that is too wide',
      ofPolicy('claims', aCheck('policy')),
      /against “Main” itself: other/,
    ],
    [
      'a disabled policy',
      ofPolicy('account', aCheck('policy', { rule: 'enabled' })),
      /fits “Main”, but it is disabled/,
    ],
    [
      'a policy that has expired',
      ofPolicy('account', aCheck('policy', { rule: 'expiry' })),
      /fits “Main”, but it has expired/,
    ],
    ['a second use', aTrace('replayed'), /was exchanged before/],
    ['what is asked for', ofToken('request', aCheck('request')), /not what is asked for: other/],
    ['the account', aTrace('account'), /account is disabled, or/],
  ] as const)('is about %s', (_, trace, sentence) => {
    expect(say(trace)).toMatch(sentence)
  })

  it('is about the policy that comes closest', () => {
    const claim = (name: string) => aCheck('claim', { claim: name })
    const policies = [
      aPolicy('issuer', [aCheck('issuer')], 'Other issuer'),
      aPolicy('claims', [claim('a'), claim('b')], 'Two'),
      aPolicy('claims', [claim('c')], 'One'),
    ]
    const reason = findReason(aTrace('claims', { policies }))
    expect([reason.policy?.name, reason.check?.claim, reason.others]).toEqual(['One', 'c', 0])
  })

  it('is about the policy that was nearly met, of those that are equally close', () => {
    const hint = 'Only the letter case differs.'
    const policies = [
      aPolicy('claims', [aCheck('claim')], 'Far'),
      aPolicy('claims', [aCheck('claim', { hint })], 'Near'),
    ]
    expect(findReason(aTrace('claims', { policies })).policy?.name).toBe('Near')
  })

  it('tells a token without an account from one whose account trusts others', () => {
    const trace = ofToken('issuer', aCheck('issuer'))
    expect(findReason(trace, false).name).toBe('unknownAccount')
  })

  it('is German where the window is', async () => {
    await speak('de')
    try {
      expect(say(ofPolicy('audience', aCheck('audience')))).toBe(
        'Das Token ist für other bestimmt, aber „Main“ erwartet one.',
      )
    } finally {
      await speak('en')
    }
  })
})
