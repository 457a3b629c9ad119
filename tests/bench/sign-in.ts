import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'

/** Signs a browser in as the administrator of a data directory. */
export async function signIn(
  context: BrowserContext,
  url: string,
  directory: string,
): Promise<void> {
  const token = (await readFile(join(directory, 'admin-token'), 'utf8')).trim()
  const answer = await context.request.post(`${url}/session`, {
    headers: { origin: url },
    data: { token },
  })
  if (!answer.ok()) throw new Error(`nobody could sign in: ${answer.status()}`)
}
