import { expect, it } from 'vitest'
import type { Attempt } from '#contract/trust.ts'
import { toTicket } from '#renderer/features/attempts/to-ticket.ts'

const check = { check: 'claim', matcher: 'exact', ok: false } as const

const attempt: Attempt = {
  id: 'att_1',
  at: '2026-11-20T12:00:00Z',
  grant: 'token_exchange',
  accepted: false,
  stage: 'claims',
  principal: 'Maria',
  checks: [],
  policies: [
    {
      ...{ policy: 'tp_1', name: 'Main', account: 'sa_1', accepted: false, stage: 'claims' },
      checks: [
        { ...check, claim: 'ref', expected: 'main', actual: '![x](http://evil) | `a`' },
        { ...check, claim: 'user_email', expected: 'a@acme.example', actual: 'b@acme.example' },
      ],
    },
  ],
  ...{ account: 'sa_1', accountPath: 'acme/deployer', policy: null, verified: true },
  ...{ issuer: 'iss_1', issuerUrl: 'https://gitlab.com', address: '192.0.2.7' },
  claims: { sub: 'secret-subject' },
  correlationId: 'req_1',
}

const ticket = toTicket(attempt)

it('says what did not fit and how to find it', () => {
  expect(ticket).toContain('`acme/deployer`')
  expect(ticket).toContain('`req_1`')
  expect(ticket).toContain('but “Main” expects main.')
})

it('leaves out the address, other claims and whoever is named', () => {
  for (const hidden of ['192.0.2.7', 'secret-subject', 'acme.example', 'Maria']) {
    expect(ticket).not.toContain(hidden)
  }
  expect(ticket).toContain('| `user_email` | `(left out)` | `(left out)` |')
})

it('leaves out whoever is named in the first sentence too', () => {
  const [policy] = attempt.policies
  const checks = policy?.checks.filter(({ claim }) => claim === 'user_email') ?? []
  const policies = policy ? [{ ...policy, checks }] : []
  expect(toTicket({ ...attempt, policies })).not.toContain('acme.example')
})

it('makes no markup of what a stranger wrote', () => {
  expect(ticket).toContain('\\!\\[x\\](http://evil)')
  expect(ticket).toContain("| `ref` | `main` | `![x](http://evil) \\| 'a'` |")
})
