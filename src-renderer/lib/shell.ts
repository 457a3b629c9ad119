export type ThemeChoice = 'light' | 'dark' | 'system'

export interface Preferences {
  readonly theme: ThemeChoice
}

/** What our preload script exposes as `window.doorward`; its presence is what makes this a desktop. */
export interface DesktopBridge {
  readonly platform: string
  copySecret(text: string, clearAfterSeconds: number): Promise<void>
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
  copySecret(text: string, clearAfterSeconds: number): Promise<void>
  openExternal(url: string): Promise<void>
  getPreferences(): Promise<Preferences>
  setTheme(theme: ThemeChoice): Promise<void>
}

export function isThemeChoice(value: unknown): value is ThemeChoice {
  return value === 'light' || value === 'dark' || value === 'system'
}
