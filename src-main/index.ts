import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  ClipboardItem,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
} from 'electron'
import Store from 'electron-store'
import { createLogger } from '#server/logger.ts'
import { after } from './after.ts'
import { answerPort } from './answer-port.ts'
import { appScheme } from './app-scheme.ts'
import { AppWindow } from './app-window.ts'
import { SecretClipboard } from './clipboard.ts'
import { createBridgeHandlers } from './create-bridge-handlers.ts'
import { denyPermissions } from './deny-permissions.ts'
import { startEmbeddedServer } from './embedded-server.ts'
import { readEnvironment } from './environment.ts'
import { explainFailure } from './explain-failure.ts'
import { findWindowPage, type WindowPage } from './find-window-page.ts'
import { finishOnQuit } from './finish-on-quit.ts'
import { guardContents } from './guard-contents.ts'
import { createKeychainDialogs } from './keychain-dialogs.ts'
import { openOutside } from './open-outside.ts'
import { createFrameCheck } from './our-frame.ts'
import { Preferences } from './preferences.ts'
import { readSettings, type Settings } from './read-settings.ts'
import { receivePort } from './receive-port.ts'
import { recoverWindow } from './recover-window.ts'
import { serveBridge } from './serve-bridge.ts'
import { toMenu } from './to-menu.ts'
import { serveWindowFiles } from './window-files.ts'

const QUIT_SECONDS = 5
const { platform } = process
const built = join(import.meta.dirname, '..')

const { config, profileDirectory, ignoredArguments } = readSettingsOrExit()
const logger = createLogger(config.logLevel)

app.setName('Doorward')
app.setPath('userData', profileDirectory)
app.enableSandbox()
protocol.registerSchemesAsPrivileged([appScheme])

if (app.requestSingleInstanceLock()) {
  // Awaited here it would never come: Electron is ready only after this module has run.
  void app.whenReady().then(boot).catch(explainAndExit)
} else {
  process.stderr.write('Doorward is already open; its window was brought to the front.\n')
  app.quit()
}

async function boot(): Promise<void> {
  if (ignoredArguments.length > 0) logger.warn({ ignoredArguments }, 'these are not our settings')
  reportFailures()

  const preferences = openPreferences()
  const page = findWindowPage({
    isPackaged: app.isPackaged,
    developmentUrl: readEnvironment().ELECTRON_RENDERER_URL,
  })
  const secrets = openClipboard()
  const window = describeWindow(page, preferences)
  const isOurs = createFrameCheck(() => window.contents, page.origin)

  // The window loads while the server starts; its first calls wait in the port.
  const server = startEmbeddedServer({ config, logger, keychain: findKeychain() })
  receivePort({
    receiver: ipcMain,
    isOurs,
    serve: async (port) => answerPort(await server, port),
    onFailure: (cause) => logger.error({ err: cause }, 'a port could not be served'),
  })
  serveBridge({
    receiver: ipcMain,
    isOurs,
    handlers: createBridgeHandlers({ clipboard: secrets, shell, preferences, nativeTheme }),
    onFailure: (name, cause) => logger.warn({ err: cause, name }, 'a call to the shell failed'),
  })
  finishOnQuit({
    app,
    finish: async () => {
      await Promise.all([secrets.clear(), server.then((running) => running.close(), ignore)])
    },
    limitSeconds: QUIT_SECONDS,
    after,
    onFailure: (cause) => logger.error({ err: cause }, 'the app did not end cleanly'),
  })

  openTo(window, page)
  const { url, issuer } = await server
  logger.info({ url, issuer, dataDirectory: config.dataDirectory }, 'doorward ready')
}

/** Locks the session down, then opens the window and keeps it reachable. */
function openTo(window: AppWindow<BrowserWindow>, page: WindowPage): void {
  denyPermissions(session.defaultSession)
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents, { origin: page.origin, openOutside: openLink })
    recoverWindow(contents, {
      now: Date.now,
      onGone: (reason) => logger.error({ reason }, 'the window has crashed'),
      giveUp: (reason) =>
        dialog.showErrorBox(
          'The window keeps crashing',
          `Its last crash was "${reason}". The server still runs; quit Doorward and start it again.`,
        ),
    })
  })
  const createNonce = () => randomBytes(16).toString('base64')
  protocol.handle(
    appScheme.scheme,
    serveWindowFiles({ root: join(built, 'renderer'), createNonce }),
  )
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(toMenu({ platform, development: page.development })),
  )
  app.on('second-instance', () => window.show())
  app.on('activate', () => window.show())
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit()
  })
  window.show()
}

function describeWindow(page: WindowPage, preferences: Preferences): AppWindow<BrowserWindow> {
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

function openPreferences(): Preferences {
  const store = new Store({ name: 'preferences', cwd: profileDirectory, clearInvalidConfig: true })
  // electron-store answers any page on this channel, and no page of ours asks.
  ipcMain.removeAllListeners('electron-store-get-data')
  const preferences = new Preferences(store)
  nativeTheme.themeSource = preferences.theme
  return preferences
}

function openClipboard(): SecretClipboard<ClipboardItem> {
  return new SecretClipboard({
    clipboard,
    selection: platform === 'linux' ? clipboard.selection : undefined,
    createItem: (formats) => new ClipboardItem(formats),
    platform,
    after,
    onWarning: (message, cause) => logger.warn({ err: cause }, message),
  })
}

function findKeychain() {
  return {
    keychain: safeStorage,
    questions: createKeychainDialogs(dialog),
    platform,
    findBackend: () => (platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform),
  }
}

function openLink(url: string): void {
  openOutside(shell, url).catch((cause) => logger.warn({ err: cause }, 'a link was not opened'))
}

function readSettingsOrExit(): Settings {
  try {
    return readSettings(process.argv.slice(1))
  } catch (cause) {
    const { message, exitCode } = explainFailure(cause)
    process.stderr.write(`${message}\n`)
    process.exit(exitCode)
  }
}

/** Shows why the app cannot go on, once, and ends it; quitting closes what was opened. */
function explainAndExit(cause: unknown): void {
  const { message, exitCode } = explainFailure(cause)
  if (message !== undefined) {
    logger.fatal({ err: cause }, 'doorward cannot start')
    dialog.showErrorBox('Doorward cannot start', message)
  }
  app.exit(exitCode)
}

/** Electron would show a stack trace and go on; we say it in plain words and end in good order. */
function reportFailures(): void {
  process.on('uncaughtException', (cause) => {
    logger.fatal({ err: cause }, 'unexpected failure')
    dialog.showErrorBox(
      'Doorward has to close',
      `Something unexpected went wrong: ${cause.message}`,
    )
    app.quit()
  })
  process.on('unhandledRejection', (cause) => logger.error({ err: cause }, 'unhandled rejection'))
}

function ignore(): void {
  // A server that did not start needs no closing; its failure is explained by `boot`.
}
