import type { Usage } from '#server/domain/model.ts'
import type { OAuthParts } from './context.ts'

/** Written at most this often, so that a busy client does not fill the journal. */
const INTERVAL_MS = 60_000

/** Notes when accounts, secrets and policies were last used; nobody waits for it to be durable. */
export function noteUsage(
  ids: readonly string[],
  use: Omit<Usage, 'id' | 'at'>,
  { store, now, logger }: Pick<OAuthParts, 'store' | 'now' | 'logger'>,
): void {
  const at = now()
  const due = ids.filter((id) => at - (store.read.usages.find(id)?.at ?? 0) >= INTERVAL_MS)
  if (due.length === 0) return
  const noted = store.change((tx) => {
    // The account may have gone meanwhile, and its usage with it.
    if (!tx.serviceAccounts.find(use.accountId)) return
    for (const id of due) tx.usages.put({ id, at, ...use })
  })
  noted.catch((error) => logger.warn({ err: error }, 'the last use could not be noted'))
}
