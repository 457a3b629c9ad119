import { expect, it } from 'vitest'
import { recoverWindow } from '#main/recover-window.ts'

function aWindow() {
  const seen = { reloads: 0, gone: [] as string[], givenUp: [] as string[] }
  const clock = { now: 0 }
  const listeners: ((event: unknown, gone: { reason: string }) => void)[] = []
  recoverWindow(
    { on: (_, listener) => listeners.push(listener), reload: () => seen.reloads++ },
    {
      now: () => clock.now,
      onGone: (reason) => seen.gone.push(reason),
      giveUp: (reason) => seen.givenUp.push(reason),
    },
  )
  const crash = (reason = 'crashed') => {
    for (const listener of listeners) listener({}, { reason })
  }
  return { seen, clock, crash }
}

it('loads the page again after a crash', () => {
  const { seen, crash } = aWindow()
  crash('oom')
  expect(seen).toEqual({ reloads: 1, gone: ['oom'], givenUp: [] })
})

it('gives up when it crashes again and again', () => {
  const { seen, crash } = aWindow()
  crash()
  crash()
  crash('oom')
  expect([seen.reloads, seen.givenUp]).toEqual([2, ['oom']])
})

it('forgives crashes that are long past', () => {
  const { seen, clock, crash } = aWindow()
  for (const minute of [0, 2, 4, 6]) {
    clock.now = minute * 60_000
    crash()
  }
  expect([seen.reloads, seen.givenUp]).toEqual([4, []])
})

it('takes a page that ended by itself for no crash', () => {
  const { seen, crash } = aWindow()
  crash('clean-exit')
  expect(seen).toEqual({ reloads: 0, gone: [], givenUp: [] })
})
