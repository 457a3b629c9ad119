import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

export interface SendBytesOptions {
  /** Then sends one byte more every so often, for as long as the server listens. */
  readonly dripMs?: number
  /** Leaves it to the server to close. */
  readonly staysOpen?: boolean
}

/** Sends bytes as they are and gives everything that comes back until the server closes. */
export async function sendBytes(
  url: string,
  bytes: string | Buffer,
  { dripMs, staysOpen = dripMs !== undefined }: SendBytesOptions = {},
): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  // A server may close before it has read everything; its answer still counts.
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  socket.write(bytes)
  if (!staysOpen) socket.end()
  while (dripMs !== undefined && socket.writable) {
    await wait(dripMs)
    socket.write('x')
  }
  await closed
  return Buffer.concat(chunks).toString('latin1')
}
