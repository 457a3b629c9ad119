import type { Usage } from '#server/domain/model.ts'
import type { Logger } from '#server/logger.ts'
import type { DoorwardStore } from '#server/store/collections.ts'

/** Written at most this often, so that a busy client does not fill the journal. */
const INTERVAL_MS = 60_000

export interface NoteUsageParts {
  readonly store: DoorwardStore
  readonly now: () => number
  readonly logger: Logger
}

/** Notes when accounts, secrets, tokens and policies were last used; nobody waits for it to be durable. */
export function noteUsage(
  ids: readonly string[],
  use: Omit<Usage, 'id' | 'at'>,
  { store, now, logger }: NoteUsageParts,
): void {
  const at = now()
  const due = ids.filter((id) => at - (store.read.usages.find(id)?.at ?? 0) >= INTERVAL_MS)
  if (due.length === 0) return
  const noted = store.change((tx) => {
    // The account or person may have gone meanwhile, and the usage with them.
    if (!tx.serviceAccounts.find(use.accountId) && !tx.users.find(use.accountId)) return
    for (const id of due) tx.usages.put({ id, at, ...use })
  })
  noted.catch((error) => logger.warn({ err: error }, 'the last use could not be noted'))
}
