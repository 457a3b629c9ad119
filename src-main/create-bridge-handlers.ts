import type { DesktopControls, DesktopSettings } from '#renderer/lib/desktop-controls.ts'
import type { SecretFile, TokenAnswer, TokenRequest } from '#renderer/lib/shell.ts'
import type { LoginItem } from './login-item.ts'
import { openOutside } from './open-outside.ts'
import type { Preferences } from './preferences.ts'
import { type BridgeHandlers, BridgeRefusal } from './serve-bridge.ts'
import type { Theme } from './window-preferences.ts'

export interface HandlerParts {
  readonly clipboard: {
    copy(text: string, clearAfterSeconds: number): Promise<void>
    clear(): Promise<void>
    keep(): void
  }
  readonly saveSecret: (file: SecretFile) => Promise<boolean>
  readonly requestToken: (request: TokenRequest) => Promise<TokenAnswer>
  readonly window: { protectContent(on: boolean): void }
  readonly shell: { openExternal(url: string): Promise<void> }
  readonly preferences: Pick<Preferences, 'window' | 'changeWindow' | 'desktop' | 'changeDesktop'>
  readonly nativeTheme: { themeSource: Theme }
  /** Undefined where the system cannot start this app at login. */
  readonly loginItem: LoginItem | undefined
  readonly lock: { readonly isLocked: boolean; unlock(): void }
  readonly places: { take(): string | null }
  readonly findNewerVersion: DesktopControls['findNewerVersion']
}

/** Gives what each call from the window does. */
export function createBridgeHandlers(parts: HandlerParts): BridgeHandlers {
  const { clipboard, window, shell, preferences, nativeTheme, lock, places } = parts
  return {
    async copySecret({ text }) {
      const { clearClipboardSeconds } = preferences.desktop
      await clipboard.copy(text, clearClipboardSeconds)
      return clearClipboardSeconds
    },
    clearSecret: () => clipboard.clear(),
    keepSecret: () => clipboard.keep(),
    saveSecret: (file) => parts.saveSecret(file),
    requestToken: (request) => parts.requestToken(request),
    protectContent: ({ on }) => window.protectContent(on),
    async openExternal({ url }) {
      if (await openOutside(shell, url)) return
      throw new BridgeRefusal('Only web (https) and mail addresses are opened outside Doorward.')
    },
    getPreferences: () => preferences.window,
    changePreferences(change) {
      preferences.changeWindow(withoutUndefined(change))
      nativeTheme.themeSource = preferences.window.theme
    },
    getDesktopSettings: () => toSettings(parts),
    changeDesktopSettings({ startAtLogin, ...change }) {
      if (startAtLogin !== undefined) parts.loginItem?.set(startAtLogin)
      preferences.changeDesktop(withoutUndefined(change))
      return toSettings(parts)
    },
    findNewerVersion: () => parts.findNewerVersion(),
    isLocked: () => lock.isLocked,
    unlock: () => lock.unlock(),
    takePlace: () => places.take(),
  }
}

function toSettings({ preferences, loginItem }: HandlerParts): DesktopSettings {
  return { ...preferences.desktop, startAtLogin: loginItem?.isOn() ?? null }
}

type Defined<Change> = { [Name in keyof Change]?: Exclude<Change[Name], undefined> }

function withoutUndefined<Change extends object>(change: Change): Defined<Change> {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined)
  // Safe: only entries whose value is undefined were left out.
  return Object.fromEntries(entries) as Defined<Change>
}
