import type { AuditEvent } from '#contract/audit.ts'

/** A column: its name, and what an event has there. */
type Column = readonly [string, (event: AuditEvent) => unknown]

const columns: readonly Column[] = [
  ['sequence', ({ sequence }) => sequence],
  ['at', ({ at }) => at],
  ['action', ({ action }) => action],
  ['result', ({ result }) => result],
  ['reason', ({ reason }) => reason],
  ['actor_kind', ({ actor }) => actor.kind],
  ['actor_id', ({ actor }) => actor.id],
  ['actor_name', ({ actor }) => actor.name],
  ['target_id', ({ target }) => target?.id],
  ['target_path', ({ target }) => target?.path],
  ['namespace', ({ namespace }) => namespace],
  ['account', ({ account }) => account],
  ['address', ({ address }) => address],
  ['correlation_id', ({ correlationId }) => correlationId],
  ['before', ({ before }) => before && JSON.stringify(before)],
  ['after', ({ after }) => after && JSON.stringify(after)],
  ['hash', ({ hash }) => hash],
]

/** Turns events as JSON lines into a table (RFC 4180), line by line, however many there are. */
export async function toCsv(lines: Blob, name: string): Promise<File> {
  const rows = lines
    .stream()
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(splitLines())
    .pipeThrough(toRows())
    .pipeThrough(new TextEncoderStream())
  return new File([await new Response(rows).blob()], name, { type: 'text/csv' })
}

function splitLines(): TransformStream<string, string> {
  const rest = { text: '' }
  return new TransformStream({
    transform(chunk, controller) {
      const lines = `${rest.text}${chunk}`.split('\n')
      rest.text = lines.pop() ?? ''
      for (const line of lines) controller.enqueue(line)
    },
    flush(controller) {
      if (rest.text !== '') controller.enqueue(rest.text)
    },
  })
}

function toRows(): TransformStream<string, string> {
  return new TransformStream({
    start: (controller) => controller.enqueue(toRow(columns.map(([name]) => name))),
    transform(line, controller) {
      // Safe: the server has just written it so.
      const event = JSON.parse(line) as AuditEvent
      controller.enqueue(toRow(columns.map(([, read]) => read(event))))
    },
  })
}

function toRow(values: readonly unknown[]): string {
  return `${values.map((value) => toCell(value === undefined ? '' : String(value))).join(',')}\r\n`
}

/** Spreadsheets take what begins so for a formula, and names and paths are other people's words. */
const FORMULA = /^[=+\-@\t\r]/

/** Quotes a cell, and puts a quotation mark before what a spreadsheet would carry out. */
export function toCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
