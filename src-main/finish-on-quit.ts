/** The part of the app that ends it. */
export interface EndingApp {
  on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown
  exit(code: number): void
}

interface Ending {
  readonly app: EndingApp
  /** What must happen before the process goes. */
  readonly finish: () => Promise<void>
  readonly limitSeconds: number
  readonly after: (seconds: number, action: () => void) => () => void
  readonly onFailure: (cause: unknown) => void
}

/** Holds every quit until the work is finished, but never longer than the limit. */
export function finishOnQuit({ app, finish, limitSeconds, after, onFailure }: Ending): void {
  const tooLate = () =>
    new Promise<never>((_, reject) => {
      after(limitSeconds, () => reject(new Error(`Finishing took over ${limitSeconds} s.`)))
    })
  const state = { ending: false }

  app.on('will-quit', (event) => {
    event.preventDefault()
    if (state.ending) return
    state.ending = true
    Promise.race([finish(), tooLate()]).then(
      () => app.exit(0),
      (cause) => {
        onFailure(cause)
        app.exit(1)
      },
    )
  })
}
