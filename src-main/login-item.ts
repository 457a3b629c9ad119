/** Starts the app when somebody logs in; the operating system remembers it, not we. */
export interface LoginItem {
  isOn(): boolean
  set(on: boolean): void
}

/** The part of Electron's app that is used here; it works on macOS and Windows. */
export interface LoginApp {
  getLoginItemSettings(options: { args: string[] }): { readonly openAtLogin: boolean }
  setLoginItemSettings(settings: { openAtLogin: boolean; args: string[] }): void
}

export interface LoginParts {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  readonly app: LoginApp
  /** What Linux starts: the program as it was installed. */
  readonly program: string
  readonly args: readonly string[]
  readonly createAutostart: (command: readonly string[]) => LoginItem
}

/** Finds what can start us at login; an app that is not installed has no lasting place to start from. */
export function findLoginItem(parts: LoginParts): LoginItem | undefined {
  const { platform, isPackaged, app, program, args, createAutostart } = parts
  if (!isPackaged) return undefined
  if (platform === 'linux') return createAutostart([program, ...args])
  if (platform !== 'darwin' && platform !== 'win32') return undefined

  const own = { args: [...args] }
  return {
    isOn: () => app.getLoginItemSettings(own).openAtLogin,
    set: (on) => app.setLoginItemSettings({ ...own, openAtLogin: on }),
  }
}
