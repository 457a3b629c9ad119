import type { DesktopControls } from './desktop-controls.ts'

export type ThemeChoice = 'light' | 'dark' | 'system'

export interface Preferences {
  readonly theme: ThemeChoice
}

/** What our preload script exposes as `window.doorward`; its presence is what makes this a desktop. */
export interface DesktopBridge extends DesktopControls {
  readonly platform: string
  copySecret(text: string): Promise<number>
  protectContent(on: boolean): Promise<void>
  openExternal(url: string): Promise<void>
  getPreferences(): Promise<Preferences>
  setTheme(theme: ThemeChoice): Promise<void>
}

declare global {
  interface Window {
    readonly doorward?: DesktopBridge
  }
}

/** Everything that differs between our own window and a page in somebody's browser. */
export interface Shell {
  readonly kind: 'desktop' | 'browser'
  /** Whether a copied secret certainly leaves the clipboard again. */
  readonly clearsClipboard: boolean
  copyText(text: string): Promise<void>
  /** Tells in how many seconds the clipboard is cleared, if it can be; 0 is never. */
  copySecret(text: string): Promise<number>
  /** Keeps the window out of screenshots, where the system can. */
  protectContent(on: boolean): Promise<void>
  openExternal(url: string): Promise<void>
  getPreferences(): Promise<Preferences>
  setTheme(theme: ThemeChoice): Promise<void>
  readonly desktop: DesktopControls | undefined
}

export function isThemeChoice(value: unknown): value is ThemeChoice {
  return value === 'light' || value === 'dark' || value === 'system'
}
