import { expect, it } from 'vitest'
import { type GuardedContents, guardContents } from '#main/guard-contents.ts'

type Listener = (event: { url: string; preventDefault(): void }) => void

function aGuardedPage() {
  const listeners = new Map<string, Listener>()
  const opened: string[] = []
  const windows: ((details: { url: string }) => { action: 'deny' })[] = []
  const contents: GuardedContents = {
    setWindowOpenHandler: (handler) => windows.push(handler),
    on: (event: string, listener: Listener) => listeners.set(event, listener),
  }
  guardContents(contents, { origin: 'app://bundle', openOutside: (url) => opened.push(url) })

  function isPrevented(event: string, url: string): boolean {
    let prevented = false
    listeners.get(event)?.({ url, preventDefault: () => (prevented = true) })
    return prevented
  }
  return { isPrevented, opened, windows }
}

it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
  '%s stays on our origin',
  (event) => {
    const { isPrevented } = aGuardedPage()
    expect(isPrevented(event, 'app://bundle/groups')).toBe(false)
    for (const url of [
      'https://example.com/',
      'app://bundle.evil/',
      'app://bundle@evil/',
      'http://bundle/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/html,x',
      'about:blank',
    ]) {
      expect(isPrevented(event, url), url).toBe(true)
    }
  },
)

it('attaches no webview', () => {
  expect(aGuardedPage().isPrevented('will-attach-webview', '')).toBe(true)
})

it('opens no second window and offers the address to the outside', () => {
  const { windows, opened } = aGuardedPage()
  expect(windows.map((open) => open({ url: 'https://example.com/' }))).toEqual([{ action: 'deny' }])
  expect(opened).toEqual(['https://example.com/'])
})
