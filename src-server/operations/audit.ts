import type { AuditFilter } from '#contract/audit.ts'
import { type Reader, requireNamespace } from '#server/access/find.ts'
import { isWithin } from '#server/domain/paths.ts'
import { toInstant } from '#server/domain/times.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { decodeCursor, encodeCursor, refuseCursor } from './pages.ts'

/** Implements the operations on the audit log. */
export function implementAudit({ audit }: Chain, parts: OperationParts) {
  const { read } = parts.store
  return {
    list: audit.list.handler(async ({ input: { limit, cursor, ...filter } }) => {
      const before = cursor === undefined ? undefined : toSequence(decodeCursor(cursor))
      const page = await parts.audit.query(narrow(read, filter), { limit, before })
      return {
        items: [...page.events],
        nextCursor: page.before === undefined ? null : encodeCursor(String(page.before)),
      }
    }),

    verify: audit.verify.handler(() => parts.audit.verify()),

    export: audit.export.handler(async ({ input }) => {
      const lines: string[] = []
      for await (const event of parts.audit.read(narrow(read, input)))
        lines.push(`${JSON.stringify(event)}\n`)
      return new File(lines, 'doorward-audit.jsonl', { type: 'application/jsonl' })
    }),
  }
}

/**
 * Holds a filter to what belongs to its namespace. Names may be given anew: what happened before it
 * was created is none of its people's.
 */
function narrow(read: Reader, filter: AuditFilter): AuditFilter {
  const { namespace = '', account: reference, ...rest } = filter
  const { kind, id, path } = requireNamespace(read, namespace)
  const account = findAccount(read, reference)
  const asked = { ...rest, ...(reference && { account: account?.id ?? reference }) }
  // An account is what it was, whatever it was called and wherever it lived.
  if (kind === 'installation' || (account && isWithin(account.path, path))) return asked
  const created = (read.groups.find(id) ?? read.workspaces.find(id))?.createdAt ?? 0
  const since = Math.max(created, filter.since === undefined ? 0 : Date.parse(filter.since))
  return { ...asked, namespace: path, since: toInstant(since) }
}

/** An account that is gone is asked for by its id. */
function findAccount({ serviceAccounts }: Reader, reference = '') {
  return serviceAccounts.find(reference) ?? serviceAccounts.findBy('path', reference)
}

/** The position in a cursor of ours is the number of an event. */
function toSequence(position: string): number {
  if (/^\d{1,15}$/.test(position)) return Number(position)
  throw refuseCursor()
}
