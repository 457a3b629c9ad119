import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { decodeCursor, encodeCursor, refuseCursor } from './pages.ts'

/** Implements the operations on the audit log. */
export function implementAudit({ audit }: Chain, parts: OperationParts) {
  return {
    list: audit.list.handler(async ({ input: { limit, cursor, ...filter } }) => {
      const before = cursor === undefined ? undefined : toSequence(decodeCursor(cursor))
      const page = await parts.audit.query(filter, { limit, before })
      return {
        items: [...page.events],
        nextCursor: page.before === undefined ? null : encodeCursor(String(page.before)),
      }
    }),

    verify: audit.verify.handler(() => parts.audit.verify()),

    export: audit.export.handler(async ({ input }) => {
      const lines: string[] = []
      for await (const event of parts.audit.read(input)) lines.push(JSON.stringify(event))
      const text = lines.length === 0 ? '' : `${lines.join('\n')}\n`
      return new File([text], 'doorward-audit.jsonl', { type: 'application/jsonl' })
    }),
  }
}

/** The position in a cursor of ours is the number of an event. */
function toSequence(position: string): number {
  if (/^\d{1,15}$/.test(position)) return Number(position)
  throw refuseCursor()
}
