import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

export interface AuditEvent {
  readonly sequence: number
  readonly previous: string
  readonly action: string
  readonly result: string
  readonly reason?: string
  readonly target?: { readonly id: string; readonly path?: string }
}

/** Reads an audit log and checks every link of its chain, independently of the code that writes it. */
export async function readAuditChain(path: string): Promise<readonly AuditEvent[]> {
  const text = await readFile(path, 'utf8')
  if (text !== '' && !text.endsWith('\n')) throw new Error('The last event is only half there.')
  const lines = text.split('\n').slice(0, -1)
  let previous = '0'.repeat(64)
  return lines.map((line, index) => {
    const match = /^(.*),"hash":"([0-9a-f]{64})"\}$/.exec(line)
    const [, body = '', hash = ''] = match ?? []
    const event = JSON.parse(line) as AuditEvent
    const actual = createHash('sha256').update(`${body}}`).digest('hex')
    if (actual !== hash || event.previous !== previous || event.sequence !== index + 1) {
      throw new Error(`The chain is broken at event ${index + 1}.`)
    }
    previous = hash
    return event
  })
}
