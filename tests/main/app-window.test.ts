import type { BrowserWindowConstructorOptions } from 'electron'
import { expect, it } from 'vitest'
import { AppWindow } from '#main/app-window.ts'
import { Preferences } from '#main/preferences.ts'

const place = { x: 10, y: 20, width: 900, height: 700, maximized: false }

class FakeWindow {
  readonly did: string[] = []
  readonly listeners = new Map<string, () => void>()
  readonly webContents = {
    getZoomFactor: () => 1.25,
    send: (channel: string, news: string) => this.did.push(`${channel} ${news}`),
  }
  readonly options: BrowserWindowConstructorOptions
  minimized = false
  maximized = false

  constructor(options: BrowserWindowConstructorOptions) {
    this.options = options
  }

  async loadURL(url: string) {
    this.did.push(`load ${url}`)
  }

  on(event: string, listener: () => void) {
    this.listeners.set(event, listener)
  }

  emit(event: string) {
    this.listeners.get(event)?.()
  }

  show = () => this.did.push('show')
  focus = () => this.did.push('focus')
  restore = () => this.did.push('restore')
  maximize = () => this.did.push('maximize')
  setContentProtection = (on: boolean) => this.did.push(`protected ${on}`)
  isMinimized = () => this.minimized
  isMaximized = () => this.maximized
  getNormalBounds = () => ({ x: 10, y: 20, width: 900, height: 700 })
}

function anAppWindow(values: Record<string, unknown> = {}) {
  const held = new Map(Object.entries(values))
  const preferences = new Preferences({
    get: (key) => held.get(key),
    set: (key, value) => held.set(key, value),
  })
  const opened: FakeWindow[] = []
  const failures: unknown[] = []
  const window = new AppWindow({
    create: (options) => {
      const native = new FakeWindow(options)
      opened.push(native)
      return native
    },
    preferences,
    listWorkAreas: () => [{ x: 0, y: 0, width: 1920, height: 1080 }],
    isDark: () => false,
    preload: '/app/preload.cjs',
    url: 'app://bundle/',
    development: false,
    onLoadFailure: (cause) => failures.push(cause),
  })
  return { window, opened, held, failures }
}

it('opens hidden and is shown once it has painted', () => {
  const { window, opened } = anAppWindow()
  window.show()
  expect(opened[0]?.options.show).toBe(false)
  expect(opened[0]?.did).toEqual(['load app://bundle/'])
  opened[0]?.emit('ready-to-show')
  expect(opened[0]?.did).toEqual(['load app://bundle/', 'show'])
})

it('comes to the front instead of opening twice', () => {
  const { window, opened } = anAppWindow()
  window.show()
  const [native] = opened
  Object.assign(native ?? {}, { minimized: true })
  window.show()
  expect(opened).toHaveLength(1)
  expect(native?.did.slice(1)).toEqual(['restore', 'show', 'focus'])
})

it('opens again after it was closed', () => {
  const { window, opened } = anAppWindow()
  window.show()
  expect(window.contents).toBe(opened[0]?.webContents)
  opened[0]?.emit('closed')
  expect(window.contents).toBeUndefined()
  window.show()
  expect(opened).toHaveLength(2)
})

it('remembers where it stood and how large its text was', () => {
  const { window, opened, held } = anAppWindow()
  window.show()
  opened[0]?.emit('close')
  expect(Object.fromEntries(held)).toEqual({ windowPlace: place, zoomFactor: 1.25 })
})

it('opens where it stood, with the same zoom, maximized if it was', () => {
  const { window, opened } = anAppWindow({
    windowPlace: { ...place, maximized: true },
    zoomFactor: 1.5,
  })
  window.show()
  expect(opened[0]?.options).toMatchObject({ x: 10, y: 20, webPreferences: { zoomFactor: 1.5 } })
  opened[0]?.emit('ready-to-show')
  expect(opened[0]?.did).toContain('maximize')
})

it('tells its page of news and keeps it out of screenshots, while it is open', () => {
  const { window, opened } = anAppWindow()
  window.tell('lock')
  window.protectContent(true)
  window.show()
  window.tell('lock')
  window.protectContent(true)
  expect(opened[0]?.did.slice(1)).toEqual(['doorward:news lock', 'protected true'])
})
