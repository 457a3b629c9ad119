import type {
  DesktopControls,
  DesktopSettings,
  NewerVersion,
  News,
} from '#renderer/lib/desktop-controls.ts'
import type { Shell } from '#renderer/lib/shell.ts'

interface Wanted {
  readonly settings?: Partial<DesktopSettings>
  readonly locked?: boolean
  readonly place?: string
  readonly findNewerVersion?: () => Promise<NewerVersion | null>
}

/** A desktop that keeps its settings, its lock and one place; news are told by `tell`. */
export function aDesktop({ settings, locked = false, place, findNewerVersion }: Wanted = {}) {
  const listeners = new Set<(news: News) => void>()
  const opened: string[] = []
  const secrets: ('clear' | 'keep')[] = []
  const state = { locked, place: place ?? null, settings: { ...initial, ...settings } }
  const desktop: DesktopControls = {
    getDesktopSettings: async () => state.settings,
    async changeDesktopSettings(change) {
      state.settings = { ...state.settings, ...change } as DesktopSettings
      return state.settings
    },
    findNewerVersion: findNewerVersion ?? (async () => null),
    clearSecret: async () => void secrets.push('clear'),
    keepSecret: async () => void secrets.push('keep'),
    isLocked: async () => state.locked,
    async unlock() {
      state.locked = false
    },
    async takePlace() {
      const taken = state.place
      state.place = null
      return taken
    },
    onNews(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const shell: Partial<Shell> = {
    kind: 'desktop',
    clearsClipboard: true,
    desktop,
    openExternal: async (url) => void opened.push(url),
  }
  const tell = (news: News) => {
    for (const listener of listeners) listener(news)
  }
  return { shell, state, tell, opened, listeners, secrets }
}

const initial: DesktopSettings = {
  whenClosed: 'ask',
  startAtLogin: false,
  notifyExpiring: false,
  notifyLockouts: false,
  lockAfterMinutes: 0,
  clearClipboardSeconds: 45,
  updateFeed: '',
}
