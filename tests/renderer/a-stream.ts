import { vi } from 'vitest'
import type { Change } from '#contract/changes.ts'

/** A server whose stream is told by hand; `cut` breaks it. */
export function aStream() {
  const streams: { tell(change: Change): void; cut(): void; isOver: boolean }[] = []
  const changes = vi.fn(async (_: unknown, options?: { signal?: AbortSignal }) => {
    const told: Change[] = []
    const state = { isCut: false, wake: () => {} }
    const stream = {
      isOver: false,
      tell(change: Change) {
        told.push(change)
        state.wake()
      },
      cut() {
        state.isCut = true
        state.wake()
      },
    }
    streams.push(stream)
    options?.signal?.addEventListener('abort', () => {
      stream.isOver = true
      stream.cut()
    })
    return (async function* () {
      while (!state.isCut) {
        const next = told.shift()
        if (next) yield next
        else await new Promise<void>((resolve) => Object.assign(state, { wake: resolve }))
      }
      throw new TypeError('the connection is gone')
    })()
  })
  return { streams, changes: changes as never }
}
