import type { Change } from '#contract/changes.ts'
import type { DoorwardClient } from '#contract/contract.ts'
import { isUnauthenticated } from './problem.ts'

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

interface FollowParts {
  readonly client: Pick<DoorwardClient, 'changes'>
  readonly onChange: (change: Change) => void
  readonly signal: AbortSignal
  /** Whether it was followed before, so that something may have been missed. */
  readonly isReturn: boolean
}

/** Hears of changes until the signal or the end of the session; comes back, ever slower, after a failure. */
export async function followChanges(parts: FollowParts): Promise<void> {
  const { client, onChange, signal } = parts
  const state = { failures: 0, mayHaveMissed: parts.isReturn }
  while (!signal.aborted) {
    try {
      const stream = await client.changes({}, { signal })
      if (state.mayHaveMissed) onChange({ resource: 'all' })
      Object.assign(state, { failures: 0, mayHaveMissed: true })
      for await (const change of stream) onChange(change)
    } catch (error) {
      if (isUnauthenticated(error)) return
      state.failures += 1
    }
    await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** state.failures), signal)
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(resolve, milliseconds)
    const wake = () => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', wake, { once: true })
  })
}
