import type { Change } from '#contract/changes.ts'
import { toCallerSubject } from '#server/access/subjects.ts'
import { findCallerAgain } from './authenticate.ts'
import type { Chain } from './chain.ts'
import type { ChangeListener } from './change-listener.ts'
import type { AuthenticatedContext, OperationParts } from './context.ts'
import { showChanges } from './show-changes.ts'

const LONGEST_SECONDS = 3600
/** Tells at most four times a second. */
const PAUSE_MS = 250
/** How long somebody who lost their access may go on waiting; told is nothing meanwhile. */
const CHECK_MS = 10_000

/** Implements the stream of changes. */
export function implementChanges({ changes }: Chain, parts: OperationParts) {
  return changes.handler(({ input, context, signal }) => {
    const listener = parts.changes.listen()
    const { forSeconds = LONGEST_SECONDS } = input ?? {}
    const timer = setTimeout(() => listener.end(), forSeconds * 1000)
    signal?.addEventListener('abort', () => listener.end(), { once: true })
    return follow(listener, context, parts, () => clearTimeout(timer))
  })
}

/** Tells what the caller may know, as long as they may call; looks again before each word. */
async function* follow(
  listener: ChangeListener,
  context: AuthenticatedContext,
  parts: OperationParts,
  onEnd: () => void,
): AsyncGenerator<Change> {
  try {
    while (!listener.isEnded) {
      await listener.wait(CHECK_MS)
      const subject = await findSubject(context, parts)
      if (!subject) return
      yield* showChanges(listener.take(), subject)
      await listener.pause(PAUSE_MS)
    }
  } finally {
    listener.end()
    onEnd()
  }
}

async function findSubject({ caller, isSignedIn }: AuthenticatedContext, parts: OperationParts) {
  if (isSignedIn?.() === false) return undefined
  const principal = await findCallerAgain(caller, parts)
  return principal && toCallerSubject(parts.store.read, principal)
}
