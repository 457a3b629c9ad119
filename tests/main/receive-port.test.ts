import { expect, it } from 'vitest'
import { type Port, type PortReceiver, receivePort } from '#main/receive-port.ts'

function aPort(): Port & { closed: boolean } {
  return {
    closed: false,
    on: () => undefined,
    postMessage: () => undefined,
    start: () => undefined,
    close() {
      this.closed = true
    },
  }
}

type Listener = Parameters<PortReceiver['on']>[1]

function aReceiver({ ours = true, broken }: { ours?: boolean; broken?: Error } = {}) {
  const served: Port[] = []
  const failures: unknown[] = []
  const listeners = new Map<string, Listener>()
  receivePort({
    receiver: { on: (channel, listener) => listeners.set(channel, listener) },
    isOurs: () => ours,
    serve: async (port) => {
      if (broken) throw broken
      served.push(port)
    },
    onFailure: (cause) => failures.push(cause),
  })
  const send = (...ports: Port[]) =>
    listeners.get('doorward:connect')?.({
      sender: { mainFrame: {} },
      senderFrame: { origin: 'app://bundle' },
      ports,
    })
  return { send, served, failures, channels: [...listeners.keys()] }
}

it('serves the port that our window sends', () => {
  const { send, served, channels } = aReceiver()
  const port = aPort()
  send(port)
  expect(channels).toEqual(['doorward:connect'])
  expect(served).toEqual([port])
  expect(port.closed).toBe(false)
})

it('closes the port of anybody else and never serves it', () => {
  const { send, served } = aReceiver({ ours: false })
  const port = aPort()
  send(port)
  expect(served).toEqual([])
  expect(port.closed).toBe(true)
})

it('lets a page that was loaded again replace the port of the page before', () => {
  const { send, served } = aReceiver()
  const [before, now] = [aPort(), aPort()]
  send(before)
  send(now)
  expect([before.closed, now.closed]).toEqual([true, false])
  expect(served).toEqual([before, now])
})

it('takes one port of a message and closes the others', () => {
  const { send, served } = aReceiver()
  const [one, more] = [aPort(), aPort()]
  send(one, more)
  send()
  expect(served).toEqual([one])
  expect(more.closed).toBe(true)
})

it('reports a server that did not start', async () => {
  const broken = new Error('the data directory is locked')
  const { send, failures } = aReceiver({ broken })
  send(aPort())
  await Promise.resolve()
  await Promise.resolve()
  expect(failures).toEqual([broken])
})
