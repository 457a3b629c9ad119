const PATIENCE_MS = 10_000

/** Presses the button of a page that makes something new, as soon as the page shows it. */
export function pressNewAt(route: string): void {
  const press = () => {
    const button =
      window.location.pathname === route
        ? document.querySelector<HTMLElement>('main [data-new]')
        : null
    if (!button) return
    observer.disconnect()
    button.click()
  }
  const observer = new MutationObserver(press)
  observer.observe(document.body, { childList: true, subtree: true })
  setTimeout(() => observer.disconnect(), PATIENCE_MS)
  // The page may be open already, but the dialog that asked for this is still closing.
  setTimeout(press)
}
