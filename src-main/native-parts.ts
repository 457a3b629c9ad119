import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeTheme,
  safeStorage,
  screen,
  Tray,
} from 'electron'
import Store from 'electron-store'
import type { Logger } from '#server/logger.ts'
import { after } from './after.ts'
import { AppWindow } from './app-window.ts'
import { autostartFile } from './autostart-file.ts'
import { SecretClipboard } from './clipboard.ts'
import { readEnvironment } from './environment.ts'
import type { Notice } from './expiry-digest.ts'
import type { WindowPage } from './find-window-page.ts'
import { createKeychainDialogs } from './keychain-dialogs.ts'
import { findLoginItem, type LoginItem } from './login-item.ts'
import { Preferences } from './preferences.ts'
import { ServerTray } from './server-tray.ts'
import type { TrayActions } from './to-tray-menu.ts'

const { platform } = process
const built = join(import.meta.dirname, '..')

/** Puts our window together from Electron's. */
export function describeWindow(
  page: WindowPage,
  preferences: Preferences,
  logger: Logger,
): AppWindow<BrowserWindow> {
  return new AppWindow({
    create: (options) => new BrowserWindow(options),
    preferences,
    listWorkAreas: () => {
      const primary = screen.getPrimaryDisplay()
      const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
      return [primary, ...others].map(({ workArea }) => workArea)
    },
    isDark: () => nativeTheme.shouldUseDarkColors,
    preload: join(built, 'preload/index.cjs'),
    url: page.url,
    development: page.development,
    onLoadFailure: (cause) => logger.error({ err: cause }, 'the window did not load'),
  })
}

/** Opens what is remembered, and applies the theme. */
export function openPreferences(profileDirectory: string): Preferences {
  const store = new Store({ name: 'preferences', cwd: profileDirectory, clearInvalidConfig: true })
  // electron-store answers any page on this channel, and no page of ours asks.
  ipcMain.removeAllListeners('electron-store-get-data')
  const preferences = new Preferences(store)
  nativeTheme.themeSource = preferences.window.theme
  return preferences
}

/** Opens the system's clipboard for secrets. */
export function openClipboard(logger: Logger): SecretClipboard<ClipboardItem> {
  return new SecretClipboard({
    clipboard,
    selection: platform === 'linux' ? clipboard.selection : undefined,
    createItem: (formats) => new ClipboardItem(formats),
    platform,
    after,
    onWarning: (message, cause) => logger.warn({ err: cause }, message),
  })
}

/** Finds the system's keychain, and who asks about it. */
export function findKeychain() {
  return {
    keychain: safeStorage,
    questions: createKeychainDialogs(dialog),
    platform,
    findBackend: () => (platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform),
  }
}

/** Puts our icon into the tray. */
export function openTray(actions: TrayActions, logger: Logger): ServerTray<Menu | null> {
  // macOS draws a template image in the colour of its menu bar.
  const name = platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'
  return new ServerTray({
    create: () => new Tray(join(built, '../resources/icons', name)),
    buildMenu: (template) => Menu.buildFromTemplate(template),
    actions,
    onFailure: (cause) => logger.warn({ err: cause }, 'there is no tray'),
  })
}

/** Finds what can start us at login, with the settings that we were started with. */
export function findOurLoginItem(ownArguments: readonly string[]): LoginItem | undefined {
  return findLoginItem({
    platform,
    isPackaged: app.isPackaged,
    app,
    // An AppImage runs from a mount that is gone after it; its own file stays.
    program: readEnvironment().APPIMAGE ?? process.execPath,
    args: ['--hidden', ...ownArguments],
    createAutostart: (command) => autostartFile(app.getPath('appData'), command),
  })
}

/** Shows notices of the operating system; a click leads to what they tell of. */
export function createNotify(lead: (place: string) => void): (notice: Notice) => void {
  // One that nobody holds may be collected before it is clicked.
  const shown = new Set<Notification>()
  return ({ title, body, place }) => {
    if (!Notification.isSupported()) return
    const notification = new Notification({ title, body })
    shown.add(notification)
    notification.on('close', () => shown.delete(notification))
    notification.on('click', () => lead(place))
    notification.show()
  }
}
