import { screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { AuditEvent } from '#contract/audit.ts'
import type { DoorwardClient } from '#contract/contract.ts'
import { createFakeClient } from './fake-client.ts'
import { NOW, openWindow } from './open-window.tsx'

type List = DoorwardClient['audit']['list']
type Verify = DoorwardClient['audit']['verify']

const HOSTILE = '<img src=x onerror="globalThis.hacked=true">'

function anEvent(changes: Partial<AuditEvent> = {}): AuditEvent {
  return {
    sequence: 7,
    id: 'evt_7',
    at: new Date(NOW.getTime() - 3_600_000).toISOString(),
    action: 'groups.update',
    actor: { kind: 'user', id: 'usr_1', name: 'Ada' },
    result: 'ok',
    target: { id: 'grp_1', path: 'acme' },
    before: { id: 'grp_1', description: 'old', version: 1 },
    after: { id: 'grp_1', description: 'new', version: 2 },
    address: '192.0.2.7',
    correlationId: 'req_7',
    previous: '0'.repeat(64),
    hash: 'abcd'.repeat(16),
    ...changes,
  }
}

function open(events: readonly AuditEvent[], at = '/audit') {
  const list = vi.fn<List>(async () => ({ items: [...events], nextCursor: null }))
  return { list, ...openWindow({ at, client: createFakeClient({ audit: { list } }) }) }
}

const firstItem = async () => {
  const day = await screen.findByRole('region', { name: /2026/ })
  return within(day).getAllByRole('listitem')[0] as HTMLElement
}

describe('the timeline', () => {
  it('says who did what to which thing, from where, and what changed', async () => {
    const { user } = open([anEvent()])
    const item = await firstItem()
    expect(item.textContent).toContain('Ada changed the group acme')
    expect(item.textContent).toContain('192.0.2.7')
    expect(within(item).getByRole('link', { name: 'acme' }).getAttribute('href')).toBe(
      '/groups/acme',
    )

    await user.click(within(item).getByText('Details of event 7'))
    const changed = within(within(item).getByRole('table', { name: 'What changed' }))
    expect(changed.getByRole('row', { name: /description/ }).textContent).toBe(
      'description− old+ new',
    )
    // The version changes with every event.
    expect(changed.getAllByRole('row')).toHaveLength(2)
    expect(within(item).getByText('req_7')).toBeDefined()
  })

  it('says of what was refused that it was only tried, and why', async () => {
    open([anEvent({ result: 'refused', reason: 'forbidden', action: 'groups.delete' })])
    const { textContent } = await firstItem()

    expect(textContent).toContain('Ada tried to delete the group acme')
    expect(textContent).toContain('Refused')
    expect(textContent).toContain('You may not do this')
  })

  it('leads nowhere from what was deleted', async () => {
    open([anEvent({ action: 'groups.delete' })])
    expect(within(await firstItem()).queryByRole('link')).toBeNull()
  })

  it.each([
    ['create', 'in acme', 'acme', 'Ada gave Grace the role editor in acme'],
    ['update', 'in acme', 'acme', 'Ada changed the role of Grace in acme to editor'],
    ['delete', 'in acme', 'acme', 'Ada took the role editor in acme from Grace'],
    ['create', 'everywhere', '', 'Ada gave Grace the role editor in Installation'],
  ])('says who got or lost which role: %s %s', async (verb, _, path, sentence) => {
    const given = {
      id: 'mem_1',
      principal: { kind: 'user', id: 'usr_2', name: 'Grace' },
      roleName: 'editor',
    }
    const { before: _before, after: _after, ...event } = anEvent()
    open([
      {
        ...event,
        action: `members.${verb}`,
        target: { id: 'mem_1', path },
        ...(verb === 'delete' ? { before: given } : { after: given }),
      },
    ])
    expect((await firstItem()).textContent).toContain(sentence)
  })

  it('shows names of strangers as text', async () => {
    open([anEvent({ actor: { kind: 'user', id: 'usr_1', name: HOSTILE } })])
    expect(within(await firstItem()).getByRole('button', { name: HOSTILE })).toBeDefined()
    expect(document.querySelector('img')).toBeNull()
  })

  it('keeps what is looked for in the address', async () => {
    const { user, list, router } = open([anEvent()])
    await user.selectOptions(await screen.findByLabelText('What'), 'Changes')
    await user.selectOptions(screen.getByLabelText('Result'), 'Refused')
    await user.click(within(await firstItem()).getByRole('button', { name: 'Ada' }))

    await vi.waitFor(() =>
      expect(list.mock.lastCall?.[0]).toMatchObject({
        about: 'changes',
        result: 'refused',
        actor: 'usr_1',
      }),
    )
    expect(router.state.location.search).toBe('?what=changes&result=refused&actor=usr_1')
  })

  it.each([
    ['?what=members', { action: 'members.' }],
    ['?what=access', { about: 'access' }],
    ['?what=nonsense&result=perhaps', {}],
    ['?period=P1D', { since: '2026-11-19T22:59:00.000Z' }],
    [
      '?period=own&from=2026-11-01T10:00&until=soon',
      { since: new Date('2026-11-01T10:00').toISOString() },
    ],
    ['?q=deploy', { search: 'deploy' }],
  ])('asks the server for %s', async (search, asked) => {
    const { list } = open([anEvent()], `/audit${search}`)
    await firstItem()
    expect(list.mock.lastCall?.[0]).toEqual({ limit: 50, ...asked })
  })
})

describe('the check of the chain', () => {
  const press = async (verify: Verify) => {
    const client = createFakeClient({ audit: { verify } })
    const { user } = openWindow({ at: '/audit', client })
    await user.click(await screen.findByRole('button', { name: 'Verify chain' }))
    return screen.findByRole('alert')
  }

  it('says that it is whole', async () => {
    const alert = await press(async () => ({ ok: true, events: 1234, broken: null }))
    expect(alert.textContent).toContain('The chain is whole: 1234 events')
  })

  it('names the line that broke it', async () => {
    const broken = { file: 'audit.jsonl', line: 3, problem: 'it was changed after it was written' }
    const alert = await press(async () => ({ ok: false, events: 2, broken }))
    expect(alert.textContent).toContain('broken at line 3 of audit.jsonl: it was changed')
  })
})
