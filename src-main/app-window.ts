import type { BrowserWindowConstructorOptions } from 'electron'
import type { News } from '#renderer/lib/desktop-controls.ts'
import { NEWS_CHANNEL } from './bridge-channels.ts'
import type { Preferences } from './preferences.ts'
import { toWindowOptions } from './window-options.ts'
import { decidePlace, type Rectangle } from './window-place.ts'

/** The part of a browser window that is used here. */
export interface NativeWindow {
  readonly webContents: {
    getZoomFactor(): number
    send(channel: string, news: News): void
  }
  loadURL(url: string): Promise<void>
  on(event: 'ready-to-show' | 'close' | 'closed', listener: () => void): unknown
  show(): void
  focus(): void
  restore(): void
  maximize(): void
  isMinimized(): boolean
  isMaximized(): boolean
  getNormalBounds(): Rectangle
  setContentProtection(on: boolean): void
}

export interface AppWindowParts<Native extends NativeWindow> {
  readonly create: (options: BrowserWindowConstructorOptions) => Native
  readonly preferences: Preferences
  /** The usable parts of the displays, the primary one first. */
  readonly listWorkAreas: () => readonly Rectangle[]
  readonly isDark: () => boolean
  readonly preload: string
  readonly url: string
  readonly development: boolean
  readonly onLoadFailure: (cause: unknown) => void
}

/** Our only window: opens where it was closed, and is shown once it has painted. */
export class AppWindow<Native extends NativeWindow> {
  readonly #parts: AppWindowParts<Native>
  #native: Native | undefined

  constructor(parts: AppWindowParts<Native>) {
    this.#parts = parts
  }

  /** The contents of the open window, to compare senders with. */
  get contents(): Native['webContents'] | undefined {
    return this.#native?.webContents
  }

  /** Brings the window to the front, opening it when there is none. */
  show(): void {
    const native = this.#native
    if (!native) {
      this.#open()
      return
    }
    if (native.isMinimized()) native.restore()
    native.show()
    native.focus()
  }

  /** Tells the page that there is something to ask for; one that is not open asks when it opens. */
  tell(news: News): void {
    this.#native?.webContents.send(NEWS_CHANNEL, news)
  }

  /** Keeps the open window out of screenshots, or lets it in again. */
  protectContent(on: boolean): void {
    this.#native?.setContentProtection(on)
  }

  #open(): void {
    const { create, preferences, listWorkAreas, isDark, url, onLoadFailure, ...look } = this.#parts
    const place = decidePlace(preferences.windowPlace, listWorkAreas())
    const zoomFactor = preferences.zoomFactor
    const native = create(toWindowOptions({ ...look, place, zoomFactor, dark: isDark() }))
    this.#native = native

    native.on('ready-to-show', () => {
      if (place.maximized) native.maximize()
      native.show()
    })
    native.on('close', () => this.#remember(native))
    native.on('closed', () => {
      this.#native = undefined
    })
    native.loadURL(url).catch((cause) => {
      onLoadFailure(cause)
      native.show()
    })
  }

  #remember(native: Native): void {
    const { x, y, width, height } = native.getNormalBounds()
    const { preferences } = this.#parts
    preferences.windowPlace = { x, y, width, height, maximized: native.isMaximized() }
    preferences.zoomFactor = native.webContents.getZoomFactor()
  }
}
