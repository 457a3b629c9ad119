import { createRouterClient } from '@orpc/server'
import type { DoorwardClient } from '#contract/contract.ts'
import type { RunningServer } from '#server/start-server.ts'
import type { SecretEnd } from './expiry-digest.ts'
import type { LockedOut } from './lockout-notices.ts'

/** Reads what notifications tell of, as the desktop window would. */
export function createServerNews(server: Pick<RunningServer, 'loadRouter' | 'contextForDesktop'>) {
  const connect = async (): Promise<DoorwardClient> =>
    createRouterClient(await server.loadRouter(), { context: () => server.contextForDesktop() })
  return {
    /** Lists the newest secret of every account that can get tokens with one. */
    async listSecretEnds(): Promise<SecretEnd[]> {
      const client = await connect()
      const accounts = await gather((cursor) =>
        client.serviceAccounts.list({ limit: 100, ...cursor }),
      )
      return accounts.flatMap(({ path, disabled, clientCredentials: { enabled, expiresAt } }) =>
        disabled || !enabled || expiresAt === null
          ? []
          : [{ account: path, expiresAt: Date.parse(expiresAt) }],
      )
    },

    async listLockouts(): Promise<LockedOut[]> {
      const client = await connect()
      const lockouts = await gather((cursor) => client.lockouts.list({ limit: 100, ...cursor }))
      return lockouts.map(({ id, account, address }) => ({ id, account: account.path, address }))
    },
  }
}

interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
}

async function gather<Item>(
  read: (cursor: { cursor?: string }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const first = await read({})
  const items = [...first.items]
  for (let cursor = first.nextCursor; cursor !== null; ) {
    const page = await read({ cursor })
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}
