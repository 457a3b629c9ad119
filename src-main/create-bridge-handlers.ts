import type { Theme } from './bridge-channels.ts'
import { openOutside } from './open-outside.ts'
import { type BridgeHandlers, BridgeRefusal } from './serve-bridge.ts'

interface HandlerParts {
  readonly clipboard: { copy(text: string, clearAfterSeconds: number): Promise<void> }
  readonly shell: { openExternal(url: string): Promise<void> }
  readonly preferences: { theme: Theme }
  readonly nativeTheme: { themeSource: Theme }
}

/** Gives what each call from the window does. */
export function createBridgeHandlers({
  clipboard,
  shell,
  preferences,
  nativeTheme,
}: HandlerParts): BridgeHandlers {
  return {
    copySecret: ({ text, clearAfterSeconds }) => clipboard.copy(text, clearAfterSeconds),
    async openExternal({ url }) {
      if (await openOutside(shell, url)) return
      throw new BridgeRefusal('Only web (https) and mail addresses are opened outside Doorward.')
    },
    getPreferences: () => ({ theme: preferences.theme }),
    setTheme({ theme }) {
      preferences.theme = theme
      nativeTheme.themeSource = theme
    },
  }
}
