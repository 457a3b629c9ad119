interface Gone {
  readonly reason: string
}

/** The part of a page's contents that tells of its crash. */
export interface CrashingContents {
  on(event: 'render-process-gone', listener: (event: unknown, gone: Gone) => void): unknown
  reload(): void
}

interface Recovery {
  readonly now: () => number
  readonly onGone: (reason: string) => void
  /** Called when the page crashes again and again. */
  readonly giveUp: (reason: string) => void
}

const CRASHES = 3
const WITHIN_MILLISECONDS = 60_000

/** Loads the page again after a crash, but not for ever; the server goes on either way. */
export function recoverWindow(contents: CrashingContents, { now, onGone, giveUp }: Recovery): void {
  const crashes: number[] = []

  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    onGone(reason)
    crashes.push(now())
    const recent = crashes.filter((time) => time > now() - WITHIN_MILLISECONDS)
    if (recent.length >= CRASHES) giveUp(reason)
    else contents.reload()
  })
}
