export type WhenClosed = 'ask' | 'keep_running' | 'quit'

/** What somebody set about the desktop app on this machine. */
export interface DesktopSettings {
  readonly whenClosed: WhenClosed
  /** Null where this app cannot be started at login. */
  readonly startAtLogin: boolean | null
  readonly notifyExpiring: boolean
  readonly notifyLockouts: boolean
  /** 0 never locks. */
  readonly lockAfterMinutes: number
  /** 0 leaves a copied secret where it is. */
  readonly clearClipboardSeconds: number
  /** Where newer versions are announced; empty asks nobody. */
  readonly updateFeed: string
}

export type DesktopSettingsChange = {
  readonly [Name in keyof DesktopSettings]?: NonNullable<DesktopSettings[Name]> | undefined
}

export interface NewerVersion {
  readonly version: string
  readonly notesUrl: string
}

/** Carries nothing: the window asks what there is, so a lost one does no harm. */
export type News = 'lock' | 'place'

/** What only the desktop app can do; a browser has none of it and shows none of it. */
export interface DesktopControls {
  getDesktopSettings(): Promise<DesktopSettings>
  changeDesktopSettings(change: DesktopSettingsChange): Promise<DesktopSettings>
  /** Asks the address that was set, and nobody when none was. */
  findNewerVersion(): Promise<NewerVersion | null>
  /** Takes a copied secret out of the clipboard at once, unless something else was copied. */
  clearSecret(): Promise<void>
  /** Leaves a copied secret in the clipboard for good. */
  keepSecret(): Promise<void>
  isLocked(): Promise<boolean>
  unlock(): Promise<void>
  /** Gives, once, where a link, a menu or a notification wants the window to go. */
  takePlace(): Promise<string | null>
  /** The answer ends it. */
  onNews(listener: (news: News) => void): () => void
}
