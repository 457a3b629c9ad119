import { copyText } from './copy-text.ts'
import type { DesktopBridge, Shell } from './shell.ts'

/** The shell of our own window; secrets go through the main process, which clears them again. */
export function createDesktopShell(bridge: DesktopBridge): Shell {
  return {
    kind: 'desktop',
    clearsClipboard: true,
    copyText,
    copySecret: (text) => bridge.copySecret(text),
    saveSecret: (file) => bridge.saveSecret(file),
    requestToken: (request) => bridge.requestToken(request),
    protectContent: (on) => bridge.protectContent(on),
    openExternal: (url) => bridge.openExternal(url),
    getPreferences: () => bridge.getPreferences(),
    changePreferences: (change) => bridge.changePreferences(change),
    watchPreferences() {
      // There is one window.
    },
    desktop: bridge,
  }
}
