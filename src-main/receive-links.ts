/** The part of the app through which macOS hands in links. */
export interface LinkedApp {
  on(
    event: 'open-url',
    listener: (event: { preventDefault(): void }, link: string) => void,
  ): unknown
}

/**
 * Receives links from now on, and keeps them until the answer is told who follows them: macOS hands
 * in the link that starts the app before there is a window.
 */
export function receiveLinks(app: LinkedApp): (follow: (link: string) => void) => void {
  const early: string[] = []
  const state: { follow: (link: string) => void } = { follow: (link) => early.push(link) }
  app.on('open-url', (event, link) => {
    event.preventDefault()
    state.follow(link)
  })
  return (follow) => {
    state.follow = follow
    for (const link of early.splice(0)) follow(link)
  }
}
