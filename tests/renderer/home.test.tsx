import { screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import type { Overview } from '#contract/overview.ts'
import { anOverview, createFakeClient } from './fake-client.ts'
import { NOW, openWindow } from './open-window.tsx'

type Get = DoorwardClient['overview']['get']

const ago = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000).toISOString()

function open(changes: Partial<Overview>) {
  const get = vi.fn<Get>(async () => anOverview(changes))
  return { get, ...openWindow({ at: '/', client: createFakeClient({ overview: { get } }) }) }
}

const setup = { hasGroup: false, hasAccount: false, hasToken: false }
const section = async (name: string) => within(await screen.findByRole('region', { name }))

describe('the way to the first token', () => {
  it.each([
    ['Go to groups', setup],
    ['New service account', { ...setup, hasGroup: true }],
    ['Show snippets', { ...setup, hasGroup: true, hasAccount: true }],
  ])('leads on by one button: %s', async (button, taken) => {
    open({ setup: taken })
    const steps = await section('To the first token')
    expect(steps.getAllByRole('link').map((link) => link.textContent)).toEqual([button])
    expect(steps.queryByText('Waiting for the first token…') !== null).toBe(taken.hasAccount)
  })

  it('turns green when the token comes, and stays until it is closed', async () => {
    const get = vi.fn<Get>(async () => anOverview({ setup }))
    const { user, cache } = openWindow({ at: '/', client: createFakeClient({ overview: { get } }) })
    const steps = await section('To the first token')
    get.mockResolvedValue(
      anOverview({ setup: { hasGroup: true, hasAccount: true, hasToken: true } }),
    )
    await cache.invalidateQueries()

    expect(await steps.findByText(/^The first token was issued/)).toBeDefined()
    await user.click(steps.getByRole('button', { name: 'Close' }))
    expect(screen.queryByRole('region', { name: 'To the first token' })).toBeNull()
  })

  it('is nobody’s any more once there was a token', async () => {
    open({ setup: { ...setup, hasToken: true } })
    await section('Latest refusals')
    expect(screen.queryByRole('region', { name: 'To the first token' })).toBeNull()
  })
})

describe('tokens over time', () => {
  it('are numbers in a table, too, and say since when they were counted', async () => {
    const counts = (length: number, last: number) => [...new Array(length - 1).fill(0), last]
    const hours = { from: ago(167), spanSeconds: 3600, issued: counts(168, 12) }
    const minutes = { from: ago(1), spanSeconds: 60, issued: counts(60, 5), refused: counts(60, 0) }
    const { user } = open({
      tokens: { countedSince: ago(168), hours: { ...hours, refused: counts(168, 3) }, minutes },
    })
    const chart = await section('Tokens over time')
    expect(chart.getByText(/^Counted since .* rate limit/)).toBeDefined()
    const table = await chart.findByRole('table', { name: 'Tokens over time', hidden: true })
    expect(within(table).getAllByRole('row', { hidden: true })[1]?.textContent).toMatch(/123$/)

    await user.click(chart.getByRole('button', { name: 'Hour' }))
    const ofHour = await chart.findByRole('table', { name: 'Tokens over time', hidden: true })
    expect(within(ofHour).getAllByRole('row', { hidden: true })[1]?.textContent).toMatch(/50$/)
  })
})

describe('what needs attention', () => {
  it('leads to whose secret expires and who is unused, and says how many more there are', async () => {
    const owner = { kind: 'service_account', id: 'sa_1', name: 'acme/deployer' } as const
    open({
      expiring: {
        withinDays: 14,
        count: 3,
        items: [
          { kind: 'client_secret', id: 'sec_1', name: 'x3F9', owner, expiresAt: ago(-48) },
          { kind: 'named_token', id: 'tok_1', name: 'ci', owner, expiresAt: ago(-72) },
        ],
      },
      unused: {
        forDays: 90,
        count: 1,
        items: [{ id: 'sa_2', path: 'acme/old', lastUsedAt: null, createdAt: ago(24 * 100) }],
      },
    })
    const expiring = await section('Expires soon')
    expect(expiring.getByText('Client secret …x3F9')).toBeDefined()
    expect(expiring.getByText('and 1 more')).toBeDefined()
    const unused = await section('Unused for 90 days')
    expect(unused.getByRole('link', { name: 'acme/old' }).getAttribute('href')).toBe(
      '/service-accounts/acme/old',
    )
  })

  it('says why somebody was refused and leads to the attempt, else to the event', async () => {
    const refusal = { at: ago(1), address: '192.0.2.7', correlationId: 'req_1', attempt: null }
    open({
      refusals: [
        { ...refusal, reason: 'claims', account: 'acme/deployer', attempt: 'att_1' },
        { ...refusal, correlationId: 'req_2', reason: 'wrong_secret', account: null },
        { ...refusal, correlationId: 'req_3', reason: 'a_new_reason', account: null },
      ],
    })
    const refusals = await section('Latest refusals')
    const lines = refusals.getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(lines[0]).toContain('claims do not fit, from 192.0.2.7')
    expect(lines[1]).toContain('Unknown clientwrong client secret')
    expect(lines[2]).toContain('a new reason')
    expect(refusals.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/attempts/att_1',
      '/audit?q=req_2',
      '/audit?q=req_3',
    ])
  })
})
