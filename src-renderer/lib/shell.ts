import type { DesktopControls } from './desktop-controls.ts'
import type { Preferences, PreferencesChange } from './preferences.ts'

/** A file that holds a secret; its name has no directory. */
export interface SecretFile {
  readonly name: string
  readonly text: string
}

/** A client that shows its secret to our own token endpoint. */
export interface TokenRequest {
  readonly clientId: string
  readonly clientSecret: string
}

/** What the token endpoint answered (RFC 6749 §5.1 or §5.2). */
export interface TokenAnswer {
  readonly ok: boolean
  readonly body: Readonly<Record<string, unknown>>
}

/** What our preload script exposes as `window.doorward`; its presence is what makes this a desktop. */
export interface DesktopBridge extends DesktopControls {
  readonly platform: string
  copySecret(text: string): Promise<number>
  saveSecret(file: SecretFile): Promise<boolean>
  requestToken(request: TokenRequest): Promise<TokenAnswer>
  protectContent(on: boolean): Promise<void>
  openExternal(url: string): Promise<void>
  getPreferences(): Promise<Preferences>
  changePreferences(change: PreferencesChange): Promise<void>
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
  /** Saves a file that only its owner may read, where the shell can say so; false when nobody chose a place. */
  saveSecret(file: SecretFile): Promise<boolean>
  /** Asks for a token as the client itself would, with nothing of who is signed in here. */
  requestToken(request: TokenRequest): Promise<TokenAnswer>
  /** Keeps the window out of screenshots, where the system can. */
  protectContent(on: boolean): Promise<void>
  openExternal(url: string): Promise<void>
  getPreferences(): Promise<Preferences>
  changePreferences(change: PreferencesChange): Promise<void>
  /** Tells of choices made in another window, where there can be one. */
  watchPreferences(listener: (preferences: Preferences) => void): void
  readonly desktop: DesktopControls | undefined
}
