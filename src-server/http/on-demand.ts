import type { RequestListener } from 'node:http'

/**
 * Makes a listener when the first request asks for it and hands on every request from then on.
 * Where it cannot be made, the connection is closed, and the next request tries again.
 */
export function onDemand(
  make: () => Promise<RequestListener>,
  onTrouble: (cause: unknown) => void,
): RequestListener {
  let made: RequestListener | undefined
  let making: Promise<RequestListener> | undefined

  async function makeOnce(): Promise<RequestListener> {
    making ??= make().finally(() => {
      making = undefined
    })
    made = await making
    return made
  }

  return (req, res) => {
    if (made) return made(req, res)
    makeOnce().then(
      (listener) => listener(req, res),
      (cause) => {
        onTrouble(cause)
        res.destroy()
      },
    )
  }
}
