import { copyText } from './copy-text.ts'
import { download } from './download.ts'
import type { Shell, TokenAnswer, TokenRequest } from './shell.ts'
import { readStoredPreferences, storePreferences } from './stored-preferences.ts'

const CLEAR_AFTER_SECONDS = 45

/** The shell of an ordinary browser, which may forbid reading the clipboard and so clearing it. */
export function createBrowserShell(storage: Storage): Shell {
  return {
    kind: 'browser',
    clearsClipboard: false,
    copyText,

    async copySecret(text) {
      await copyText(text)
      setTimeout(() => void clearIfUnchanged(text), CLEAR_AFTER_SECONDS * 1000)
      return CLEAR_AFTER_SECONDS
    },

    async saveSecret({ name, text }) {
      download(name, text)
      return true
    },

    requestToken,

    async protectContent() {
      // No page can keep itself out of a screenshot.
    },

    async openExternal(url) {
      window.open(url, '_blank', 'noopener,noreferrer')
    },

    async getPreferences() {
      return readStoredPreferences(storage)
    },

    async changePreferences(change) {
      storePreferences(storage, change)
    },

    watchPreferences(listener) {
      window.addEventListener('storage', () => listener(readStoredPreferences(storage)))
    },

    desktop: undefined,
  }
}

async function requestToken({ clientId, clientSecret }: TokenRequest): Promise<TokenAnswer> {
  const response = await fetch('/oauth/token', {
    method: 'POST',
    credentials: 'omit',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  })
  return { ok: response.ok, body: await response.json() }
}

/** Never asks for a permission: without one already granted the clipboard stays as it is. */
async function clearIfUnchanged(text: string): Promise<void> {
  try {
    // Safe: Chromium knows this name; a browser that does not, rejects.
    const name = 'clipboard-read' as PermissionName
    const { state } = await navigator.permissions.query({ name })
    if (state !== 'granted') return

    if ((await navigator.clipboard.readText()) === text) await navigator.clipboard.writeText('')
  } catch {
    // The window says beforehand that a browser may not let us clear.
  }
}
