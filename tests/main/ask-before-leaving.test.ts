import { expect, it } from 'vitest'
import { askBeforeLeaving } from '#main/ask-before-leaving.ts'

type Listener = (event: { preventDefault(): void }) => void

function leaves(answer: boolean): boolean {
  const listeners: Listener[] = []
  askBeforeLeaving({ on: (_event, listener) => listeners.push(listener) }, () => answer)
  let left = false
  for (const listener of listeners) listener({ preventDefault: () => (left = true) })
  return left
}

it('leaves a page with unsaved work when people say so', () => {
  expect(leaves(true)).toBe(true)
})

it('stays on a page with unsaved work when people think again', () => {
  expect(leaves(false)).toBe(false)
})
