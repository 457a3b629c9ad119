import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  app,
  type BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  shell,
} from 'electron'
import { createLogger } from '#server/logger.ts'
import type { RunningServer } from '#server/start-server.ts'
import { after } from './after.ts'
import { afterLastWindow } from './after-last-window.ts'
import { answerPort } from './answer-port.ts'
import { APP_ID } from './app-id.ts'
import { appScheme } from './app-scheme.ts'
import type { AppWindow } from './app-window.ts'
import { askBeforeLeaving } from './ask-before-leaving.ts'
import { createBridgeHandlers } from './create-bridge-handlers.ts'
import { denyPermissions } from './deny-permissions.ts'
import { startEmbeddedServer } from './embedded-server.ts'
import { readEnvironment } from './environment.ts'
import { every } from './every.ts'
import { explainFailure } from './explain-failure.ts'
import { findNewerVersion } from './find-newer-version.ts'
import { findWindowPage, type WindowPage } from './find-window-page.ts'
import { finishOnQuit } from './finish-on-quit.ts'
import { guardContents } from './guard-contents.ts'
import {
  createNotify,
  describeWindow,
  findKeychain,
  findOurLoginItem,
  openClipboard,
  openPreferences,
  openTray,
} from './native-parts.ts'
import { Notifier } from './notifier.ts'
import { openOutside } from './open-outside.ts'
import { createFrameCheck } from './our-frame.ts'
import { findLink, LINK_SCHEME } from './parse-link.ts'
import { Places } from './places.ts'
import type { Preferences } from './preferences.ts'
import { readSettings, type Settings } from './read-settings.ts'
import { receiveLinks } from './receive-links.ts'
import { receivePort } from './receive-port.ts'
import { recoverWindow } from './recover-window.ts'
import { requestToken } from './request-token.ts'
import { saveSecret } from './save-secret.ts'
import { serveBridge } from './serve-bridge.ts'
import { createServerNews } from './server-news.ts'
import { toMenu } from './to-menu.ts'
import { watchIdle } from './watch-idle.ts'
import { serveWindowFiles } from './window-files.ts'
import { WindowLock } from './window-lock.ts'

const QUIT_SECONDS = 5
const NEWS_SECONDS = 60
const { platform } = process
const built = join(import.meta.dirname, '..')

const { config, profileDirectory, ignoredArguments, ownArguments, startHidden } =
  readSettingsOrExit()
const logger = createLogger(config.logLevel)

app.setName('Doorward')
if (platform === 'win32') app.setAppUserModelId(APP_ID)
app.setPath('userData', profileDirectory)
app.enableSandbox()
protocol.registerSchemesAsPrivileged([appScheme])
const followLinks = receiveLinks(app)

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

  const preferences = openPreferences(profileDirectory)
  const page = findWindowPage({
    isPackaged: app.isPackaged,
    developmentUrl: readEnvironment().ELECTRON_RENDERER_URL,
  })
  const secrets = openClipboard(logger)
  const window = describeWindow(page, preferences, logger)
  const isOurs = createFrameCheck(() => window.contents, page.origin)
  const lock = new WindowLock(() => {
    window.tell('lock')
    secrets.clear().catch((cause) => logger.warn({ err: cause }, 'the clipboard was not cleared'))
  })
  const places = new Places({
    call: () => {
      window.show()
      window.tell('place')
    },
    onIgnored: () => logger.warn('a link that is not ours was ignored'),
  })
  const tray = openTray(
    {
      open: () => window.show(),
      copy: (text) =>
        void clipboard
          .writeText(text)
          .catch((cause) => logger.warn({ err: cause }, 'the address was not copied')),
      quit: () => app.quit(),
    },
    logger,
  )

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
    handlers: createBridgeHandlers({
      clipboard: secrets,
      saveSecret: (file) => saveSecret({ dialog, directory: app.getPath('home') }, file),
      requestToken: async (request) => requestToken(await server, request),
      window,
      shell,
      preferences,
      nativeTheme,
      loginItem: findOurLoginItem(ownArguments),
      lock,
      places,
      findNewerVersion: () =>
        findNewerVersion({
          feed: preferences.desktop.updateFeed,
          current: app.getVersion(),
          fetch,
        }),
    }),
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
  watchIdle({
    power: powerMonitor,
    lockAfterMinutes: () => preferences.desktop.lockAfterMinutes,
    every,
    lock: () => lock.lock(),
  })

  lockDown(page)
  offerMenu(page, places, lock)
  keepReachable(window, places, preferences)
  if (!startHidden) window.show()
  const running = await server.catch((cause) => {
    tray.show({ kind: 'failed' })
    throw cause
  })
  tray.show({ kind: 'running', url: running.url })
  tellNews(running, preferences, places)
  const { url, issuer } = running
  logger.info({ url, issuer, dataDirectory: config.dataDirectory }, 'doorward ready')
}

function askToLeave(): boolean {
  const answer = dialog.showMessageBoxSync({
    type: 'warning',
    message: 'Leave without saving?',
    detail: 'What you typed, or a secret that you have not copied, will be gone.',
    buttons: ['Stay', 'Leave'],
    defaultId: 0,
    cancelId: 0,
  })
  return answer === 1
}

/** Keeps the session and all contents to our own page. */
function lockDown(page: WindowPage): void {
  denyPermissions(session.defaultSession)
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents, { origin: page.origin, openOutside: openLink })
    askBeforeLeaving(contents, askToLeave)
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
}

function offerMenu({ development }: WindowPage, places: Places, lock: WindowLock): void {
  const openSettings = () => places.lead('/settings')
  const menu = toMenu({ platform, development, openSettings, lock: () => lock.lock() })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
}

/** Shows the window whenever somebody starts us again or opens a link of ours. */
function keepReachable(
  window: AppWindow<BrowserWindow>,
  places: Places,
  preferences: Preferences,
): void {
  const show = (link: string | undefined) =>
    link === undefined ? window.show() : places.follow(link)
  app.on('second-instance', (_event, args) => show(findLink(args)))
  app.on('activate', () => window.show())
  app.on('window-all-closed', () => {
    afterLastWindow({ platform, preferences, dialog, quit: () => app.quit() }).catch((cause) =>
      logger.error({ err: cause }, 'nobody could be asked whether to keep running'),
    )
  })

  // The installer registers the scheme on the other systems.
  if (app.isPackaged && platform === 'win32') app.setAsDefaultProtocolClient(LINK_SCHEME)
  const link = findLink(process.argv)
  if (link !== undefined) places.follow(link)
  followLinks((later) => places.follow(later))
}

function tellNews(server: RunningServer, preferences: Preferences, places: Places): void {
  const notifier = new Notifier({
    preferences,
    ...createServerNews(server),
    notify: createNotify((place) => places.lead(place)),
    now: Date.now,
  })
  const look = () =>
    void notifier
      .look()
      .catch((cause) => logger.warn({ err: cause }, 'there was nothing to notify of'))
  look()
  every(NEWS_SECONDS, look)
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
