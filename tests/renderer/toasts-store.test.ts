import { describe, expect, it } from 'vitest'
import { createProblem } from '#renderer/lib/problem.ts'
import { createToastsStore } from '#renderer/lib/toasts-store.ts'

describe('toasts', () => {
  it('count one cause instead of piling it up', () => {
    const store = createToastsStore()
    for (let time = 0; time < 12; time += 1) {
      store.getState().fail(createProblem('unreachable', { correlationId: `req_${time}` }))
    }

    expect(store.getState().toasts).toHaveLength(1)
    expect(store.getState().toasts[0]).toMatchObject({ count: 12, correlationId: 'req_11' })
  })

  it('never cover the window', () => {
    const store = createToastsStore()
    for (const message of ['a', 'b', 'c', 'd']) store.getState().succeed(message)

    expect(store.getState().toasts.map(({ message }) => message)).toEqual(['b', 'c', 'd'])
  })

  it('go when dismissed', () => {
    const store = createToastsStore()
    store.getState().succeed('done')
    store.getState().dismiss('done')

    expect(store.getState().toasts).toEqual([])
  })
})
