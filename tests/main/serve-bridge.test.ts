import { describe, expect, it } from 'vitest'
import { bridgeCalls } from '#main/bridge-channels.ts'
import type { Sender } from '#main/our-frame.ts'
import { type BridgeHandlers, BridgeRefusal, serveBridge } from '#main/serve-bridge.ts'

const event: Sender = { sender: { mainFrame: {} }, senderFrame: { origin: 'app://bundle' } }

function aBridge({ ours = true, broken }: { ours?: boolean; broken?: Error } = {}) {
  const calls: unknown[] = []
  const failures: unknown[] = []
  const channels: string[] = []
  const record = (name: string) => async (input: unknown) => {
    calls.push([name, input])
    if (broken) throw broken
    return name === 'getPreferences' ? { theme: 'dark' } : undefined
  }
  const names = Object.keys(bridgeCalls)
  // Safe: what the handlers answer is only compared here.
  const handlers = Object.fromEntries(
    names.map((name) => [name, record(name)]),
  ) as unknown as BridgeHandlers
  const receivers: ((event: Sender, name: unknown, input: unknown) => Promise<unknown>)[] = []
  serveBridge({
    receiver: {
      handle: (channel, listener) => {
        channels.push(channel)
        receivers.push(listener)
      },
    },
    isOurs: () => ours,
    handlers,
    onFailure: (name, cause) => failures.push([name, cause]),
  })
  const call = (name: unknown, input?: unknown) => receivers[0]?.(event, name, input)
  return { call, calls, failures, channels }
}

it('listens on one channel only', () => {
  expect(aBridge().channels).toEqual(['doorward:call'])
})

it('runs the call with its parsed input', async () => {
  const { call, calls } = aBridge()
  expect(await call('changePreferences', { theme: 'light' })).toEqual({
    ok: true,
    value: undefined,
  })
  expect(await call('getPreferences', {})).toEqual({ ok: true, value: { theme: 'dark' } })
  expect(calls).toEqual([
    ['changePreferences', { theme: 'light' }],
    ['getPreferences', {}],
  ])
})

it('refuses a sender that is not our window before it looks at anything else', async () => {
  const { call, calls } = aBridge({ ours: false })
  expect(await call('changePreferences', { theme: 'light' })).toEqual({
    ok: false,
    message: 'This page may not call the shell.',
  })
  expect(calls).toEqual([])
})

describe('knows only its own calls', () => {
  it.each([
    'toString',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'valueOf',
    'openPath',
    '',
    undefined,
    0,
    ['changePreferences'],
    { toString: () => 'changePreferences' },
  ])('%s', async (name) => {
    const { call, calls, failures } = aBridge()
    expect(await call(name, { theme: 'light' })).toEqual({
      ok: false,
      message: 'The shell has no such call.',
    })
    expect([calls, failures]).toEqual([[], []])
  })
})

describe('refuses input that the call does not take', () => {
  it.each([
    ['changePreferences', { theme: 'pink' }],
    ['changePreferences', { theme: 'dark', more: 1 }],
    ['changePreferences', undefined],
    ['changePreferences', 'dark'],
    ['copySecret', { text: '' }],
    ['copySecret', { text: 'x', clearAfterSeconds: 0 }],
    ['copySecret', { text: 'x'.repeat(65_537) }],
    ['copySecret', { text: ['x'] }],
    ['saveSecret', { name: '../.ssh/config', text: 'x' }],
    ['saveSecret', { name: '.bashrc', text: 'x' }],
    ['saveSecret', { name: 'a\\b.env', text: 'x' }],
    ['saveSecret', { name: 'a.env', text: '' }],
    ['saveSecret', { name: 'a.env', text: 'x', path: '/etc/passwd' }],
    ['requestToken', { clientId: 'sa_1' }],
    ['requestToken', { clientId: 'sa_1', clientSecret: 'x', url: 'https://example.com' }],
    ['protectContent', { on: 'no' }],
    ['unlock', undefined],
    ['openExternal', { url: 5 }],
    ['openExternal', {}],
    ['getPreferences', { any: 1 }],
  ])('%s %o', async (name, input) => {
    const { call, calls } = aBridge()
    expect(await call(name, input)).toEqual({
      ok: false,
      message: `The input of ${name} is not valid.`,
    })
    expect(calls).toEqual([])
  })
})

it('tells the window a refusal that is meant for it', async () => {
  const { call, failures } = aBridge({ broken: new BridgeRefusal('Only https.') })
  expect(await call('openExternal', { url: 'x' })).toEqual({ ok: false, message: 'Only https.' })
  expect(failures).toEqual([])
})

it('keeps the reason of any other failure to itself', async () => {
  const cause = new Error('EACCES /home/ops/.config')
  const { call, failures } = aBridge({ broken: cause })
  expect(await call('changePreferences', { theme: 'dark' })).toEqual({
    ok: false,
    message: 'changePreferences failed.',
  })
  expect(failures).toEqual([['changePreferences', cause]])
})
