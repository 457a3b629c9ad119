/** How many calls are under way at a time: the server groups them, and nobody else waits long. */
const AT_ONCE = 4

/**
 * Makes a change to one thing after the other and tells how each ended; never throws itself. After
 * the signal only what is under way is finished.
 */
export async function runEach<Item>(
  items: readonly Item[],
  change: (item: Item) => Promise<unknown>,
  onEnd: (item: Item, error: unknown) => void,
  signal?: AbortSignal,
): Promise<void> {
  const waiting = items.values()
  const work = async () => {
    for (const item of waiting) {
      if (signal?.aborted) return
      onEnd(item, await findError(() => change(item)))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

async function findError(change: () => Promise<unknown>): Promise<unknown> {
  try {
    await change()
    return undefined
  } catch (error) {
    return error ?? new Error('The change failed.')
  }
}
