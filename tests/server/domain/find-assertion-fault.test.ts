import { describe, expect, it } from 'vitest'
import { findAssertionFault } from '#server/domain/find-assertion-fault.ts'

const NOW_SECONDS = 1_800_000_000
const ISSUER = 'https://doorward.acme.example'
const ENDPOINT = `${ISSUER}/oauth/token`
const rules = {
  clientId: 'sa_1',
  audiences: [ISSUER, ENDPOINT],
  now: NOW_SECONDS * 1000,
}
const good = {
  iss: 'sa_1',
  sub: 'sa_1',
  aud: ISSUER,
  jti: 'one',
  iat: NOW_SECONDS,
  exp: NOW_SECONDS + 60,
}
const at = (fromNow: number) => NOW_SECONDS + fromNow

function faultOf(changes: object): string | undefined {
  const claims = { ...good, ...changes }
  const given = Object.entries(claims).filter(([, value]) => value !== undefined)
  return findAssertionFault(Object.fromEntries(given), rules)
}

describe('the claims of an assertion are right (RFC 7523 §3)', () => {
  it.each([
    ['as they usually are', {}],
    ['with another of our names as audience', { aud: ENDPOINT }],
    ['with one audience in a list', { aud: [ISSUER] }],
    ['without iat', { iat: undefined }],
    ['with an nbf that has come', { nbf: at(0) }],
    ['with an nbf within the leeway for clocks', { nbf: at(30) }],
    ['with an end that has come within the leeway for clocks', { exp: at(-29) }],
    ['with five minutes to live, and the leeway', { exp: at(330) }],
    ['with claims that we know nothing of', { azp: 'somebody', scope: 'everything' }],
  ])('%s', (_, changes) => {
    expect(faultOf(changes)).toBeUndefined()
  })
})

describe('the claims of an assertion are wrong (RFC 7523 §3)', () => {
  it.each([
    ['with the issuer of another client', { iss: 'sa_2' }, 'assertion_not_own'],
    ['without an issuer', { iss: undefined }, 'assertion_not_own'],
    ['with the subject of another client', { sub: 'sa_2' }, 'assertion_not_own'],
    ['without a subject', { sub: undefined }, 'assertion_not_own'],
    ['with the subject in a list', { sub: ['sa_1'] }, 'assertion_not_own'],
    ['with another letter case', { iss: 'SA_1', sub: 'SA_1' }, 'assertion_not_own'],

    ['without an audience', { aud: undefined }, 'assertion_audience'],
    ['with somebody else as audience', { aud: 'https://other.example' }, 'assertion_audience'],
    ['with no audience in its list', { aud: [] }, 'assertion_audience'],
    ['with another audience too', { aud: [ISSUER, 'https://other.example'] }, 'assertion_audience'],
    ['with two of our names', { aud: [ISSUER, ENDPOINT] }, 'assertion_audience'],
    ['with a slash more', { aud: `${ISSUER}/` }, 'assertion_audience'],
    ['with more behind our name', { aud: `${ISSUER}.evil.example` }, 'assertion_audience'],
    ['with less than our name', { aud: 'https://doorward' }, 'assertion_audience'],
    ['with another letter case of it', { aud: ISSUER.toUpperCase() }, 'assertion_audience'],
    ['with a list in a list', { aud: [[ISSUER]] }, 'assertion_audience'],
    ['with null as audience', { aud: null }, 'assertion_audience'],

    ['without a jti', { jti: undefined }, 'assertion_without_id'],
    ['with an empty jti', { jti: '' }, 'assertion_without_id'],
    ['with a number as jti', { jti: 7 }, 'assertion_without_id'],

    ['without an end', { exp: undefined }, 'assertion_expired'],
    ['with a text as end', { exp: String(at(60)) }, 'assertion_expired'],
    ['with an end that is over', { exp: at(-30) }, 'assertion_expired'],
    ['with a beginning to come', { nbf: at(31) }, 'assertion_not_yet_valid'],
    ['with a text as beginning', { nbf: String(at(0)) }, 'assertion_not_yet_valid'],
    ['made in the future', { iat: at(31) }, 'assertion_not_yet_valid'],
    ['with longer to live', { exp: at(331) }, 'assertion_lives_too_long'],
    ['with an end that never comes', { exp: Number.MAX_SAFE_INTEGER }, 'assertion_lives_too_long'],
  ])('%s', (_, changes, fault) => {
    expect(faultOf(changes)).toBe(fault)
  })
})
