import { toOrigin } from './to-origin.ts'

interface Navigation {
  readonly url: string
  preventDefault(): void
}

/** The part of a page's contents that decides where it may go. */
export interface GuardedContents {
  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }): void
  on(event: 'will-attach-webview', listener: (event: { preventDefault(): void }) => void): unknown
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect',
    listener: (navigation: Navigation) => void,
  ): unknown
}

interface Limits {
  readonly origin: string
  /** Called with the address of a link that asked for a window of its own. */
  readonly openOutside: (url: string) => void
}

/** Keeps contents on our origin: no other page, no second window, no webview. */
export function guardContents(contents: GuardedContents, { origin, openOutside }: Limits): void {
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())

  const stay = (navigation: Navigation) => {
    if (toOrigin(navigation.url) !== origin) navigation.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
}
