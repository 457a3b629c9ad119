import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  aDataDirectory,
  type Exit,
  type HeadlessProcess,
  inDirectory,
  startHeadless,
} from '#support/headless-process.ts'

const start = async () => startHeadless({ env: inDirectory(await aDataDirectory()) })

/** Stops a server and checks that it keeps its promise. */
async function stopInTime(server: HeadlessProcess, signal: NodeJS.Signals): Promise<Exit> {
  const begun = performance.now()
  const exit = await server.stop(signal)
  expect(performance.now() - begun).toBeLessThan(5000)
  return exit
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  it('ends the server with 0 and a snapshot', async () => {
    const server = await start()
    await server.api('POST', '/groups', { name: 'in-the-snapshot' })

    expect(await stopInTime(server, signal)).toEqual({ code: 0, signal: null })
    const snapshot = await readFile(join(server.dataDirectory, 'doorward.json'), 'utf8')
    const { collections } = JSON.parse(snapshot)
    expect(collections.groups).toMatchObject([{ path: 'in-the-snapshot' }])
    expect(server.output.stdout.split('\n')).toHaveLength(2)
  })

  it('lets a request finish that is under way, and no other begin', async () => {
    const server = await start()
    const request = await beginRequest(server)
    server.signal(signal)
    await untilRefused(server.url)

    request.finish()
    expect(await request.answer).toMatch(/^HTTP\/1\.1 201 /)
    expect(await server.exited).toEqual({ code: 0, signal: null })
    const snapshot = await readFile(join(server.dataDirectory, 'doorward.json'), 'utf8')
    expect(snapshot).toContain('"path":"under-way"')
  })
})

describe('a stop', () => {
  it('does not wait for a client that never finishes', async () => {
    const server = await start()
    await server.api('POST', '/groups', { name: 'kept' })
    await beginRequest(server)

    expect(await stopInTime(server, 'SIGTERM')).toEqual({ code: 0, signal: null })
    const snapshot = await readFile(join(server.dataDirectory, 'doorward.json'), 'utf8')
    expect(snapshot).toContain('"path":"kept"')
  })

  it('goes on when it is asked for again', async () => {
    const server = await start()
    const request = await beginRequest(server)
    server.signal('SIGINT')
    await untilRefused(server.url)
    server.signal('SIGINT')
    server.signal('SIGTERM')
    await new Promise((resolve) => setTimeout(resolve, 100))

    request.finish()
    expect(await request.answer).toMatch(/^HTTP\/1\.1 201 /)
    expect(await server.exited).toEqual({ code: 0, signal: null })
  })
})

/** Sends a request but for its last byte. */
async function beginRequest({ url, dataDirectory }: HeadlessProcess) {
  const token = (await readFile(join(dataDirectory, 'admin-token'), 'utf8')).trim()
  const body = '{"name":"under-way"}'
  const { host, hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const answer = readAll(socket)
  const head = [
    'POST /api/v1/groups HTTP/1.1',
    `host: ${host}`,
    `authorization: Bearer ${token}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    'connection: close',
  ]
  await new Promise((resolve) => {
    socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, -1)}`, resolve)
  })
  // The server has to have begun reading before it is told to stop.
  await fetch(`${url}/healthz`, { headers: { connection: 'close' } })
  return { answer, finish: () => void socket.write(body.slice(-1)) }
}

function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })
}

async function untilRefused(url: string): Promise<void> {
  const isUp = () =>
    fetch(`${url}/healthz`, { headers: { connection: 'close' } }).then(
      () => true,
      () => false,
    )
  while (await isUp()) await new Promise((resolve) => setTimeout(resolve, 10))
}
