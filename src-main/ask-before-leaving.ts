/** The part of a page's contents that tells when a page would rather stay. */
export interface StayingContents {
  on(event: 'will-prevent-unload', listener: (event: { preventDefault(): void }) => void): unknown
}

/** Asks synchronously, because the page is waiting; true means leave. */
export type AskToLeave = () => boolean

/**
 * Lets people close a window whose page holds unsaved work. A browser asks by itself; Electron just
 * stays open without a word, and preventing that event means leaving.
 */
export function askBeforeLeaving(contents: StayingContents, ask: AskToLeave): void {
  contents.on('will-prevent-unload', (event) => {
    if (ask()) event.preventDefault()
  })
}
