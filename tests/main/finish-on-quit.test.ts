import { expect, it } from 'vitest'
import { finishOnQuit } from '#main/finish-on-quit.ts'

function anApp(finish: () => Promise<void>) {
  const seen = { prevented: 0, exits: [] as number[], failures: [] as unknown[] }
  const quitListeners: ((event: { preventDefault(): void }) => void)[] = []
  const timers: (() => void)[] = []
  finishOnQuit({
    app: {
      on: (_, listener) => quitListeners.push(listener),
      exit: (code) => seen.exits.push(code),
    },
    finish,
    limitSeconds: 5,
    after: (_, action) => {
      timers.push(action)
      return () => undefined
    },
    onFailure: (cause) => seen.failures.push(cause),
  })
  const quit = async () => {
    for (const listener of quitListeners) listener({ preventDefault: () => seen.prevented++ })
    await settle()
  }
  const runOut = async () => {
    for (const action of timers) action()
    await settle()
  }
  return { seen, quit, runOut }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

it('ends the app once the work is finished', async () => {
  const work = aPromise()
  const { seen, quit } = anApp(() => work.promise)
  await quit()
  expect(seen).toMatchObject({ prevented: 1, exits: [] })
  work.resolve()
  await settle()
  expect(seen.exits).toEqual([0])
})

it('finishes once, however often somebody asks to quit', async () => {
  let times = 0
  const { seen, quit } = anApp(async () => {
    times++
  })
  await quit()
  await quit()
  expect([times, seen.prevented, seen.exits]).toEqual([1, 2, [0]])
})

it('does not wait longer than the limit', async () => {
  const { seen, quit, runOut } = anApp(() => new Promise(() => undefined))
  await quit()
  await runOut()
  expect(seen.exits).toEqual([1])
  expect(String(seen.failures)).toContain('over 5 s')
})

it('ends the app even when finishing fails', async () => {
  const { seen, quit } = anApp(async () => Promise.reject(new Error('disk full')))
  await quit()
  expect(seen.exits).toEqual([1])
  expect(String(seen.failures)).toContain('disk full')
})

function aPromise() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve: () => resolve() }
}
