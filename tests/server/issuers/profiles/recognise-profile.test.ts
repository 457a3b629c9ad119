import { expect, it } from 'vitest'
import { recogniseProfile } from '#server/issuers/profiles/recognise-profile.ts'

it.each([
  ['https://token.actions.githubusercontent.com', 'github'],
  ['https://token.actions.githubusercontent.com/acme-corp', 'github'],
  ['https://token.actions.acme.ghe.com', 'github'],
  ['https://github.acme.example/_services/token', 'github'],
  ['https://github.acme.example:8443/_services/token', 'github'],
  ['https://token.actions.githubusercontent.com.evil.com', 'generic'],
  ['https://evil.com/token.actions.githubusercontent.com', 'generic'],
  ['https://token.actions.githubusercontent.com@evil.com', 'generic'],
  ['https://evil@token.actions.githubusercontent.com', 'generic'],
  ['https://xtoken.actions.githubusercontent.com', 'generic'],
  ['https://tokenXactions.githubusercontent.com', 'generic'],
  ['https://token.actions.evil.com.ghe.com', 'generic'],
  ['https://token.actions.acme.ghe.com.evil.com', 'generic'],
  ['https://token.actions.githubusercontent.com/', 'generic'],
  ['https://token.actions.githubusercontent.com//', 'generic'],
  ['https://token.actions.githubusercontent.com/a/b', 'generic'],
  ['https://token.actions.githubusercontent.com/x/..', 'generic'],
  ['https://token.actions.githubusercontent.com:443', 'generic'],
  ['https://token.actions.githubusercontent.com?x', 'generic'],
  ['https://token.actions.githubusercontent.com#x', 'generic'],
  ['https://token.actions.githubusercontent.com\n', 'generic'],
  [' https://token.actions.githubusercontent.com', 'generic'],
  ['https://TOKEN.actions.githubusercontent.com', 'generic'],
  ['https://token.аctions.githubusercontent.com', 'generic'],
  ['http://token.actions.githubusercontent.com', 'generic'],
  ['https://evil.com/x/_services/token', 'generic'],
  ['https://gitlab.com', 'gitlab'],
  ['https://gitlab.com.evil.com', 'generic'],
  ['https://gitlab.example.com', 'generic'],
  ['', 'generic'],
  ['no address', 'generic'],
])('takes %s for %s', (issuer, profile) => {
  expect(recogniseProfile(issuer)).toBe(profile)
})
