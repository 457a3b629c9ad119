import { EventEmitter } from 'node:events'
import { readdirSync } from 'node:fs'

const settings = JSON.parse(process.env.FAKE_ELECTRON ?? '{}')
const readiness = withResolvers()

/** Everything the app did, for the script that drives it. */
export const fake = {
  calls: [],
  windows: [],
  dialogs: [],
  clipboard: { text: '', formats: [] },
  protocolHandlers: new Map(),
  callHandlers: new Map(),
  permissions: {},
  opened: [],
  notifications: [],
  tray: undefined,
  menu: undefined,
  whenExiting: async () => {},
  becomeReady() {
    fake.isReady = true
    readiness.resolve()
  },
  isReady: false,
}

function record(name, ...args) {
  fake.calls.push([name, ...args, fake.isReady ? 'ready' : 'early'])
}

class App extends EventEmitter {
  isPackaged = false
  #paths = {}

  setName = (name) => record('setName', name)
  setPath(name, path) {
    record('setPath', name)
    this.#paths[name] = path
  }
  getPath = (name) => this.#paths[name] ?? '/home/somebody'
  getVersion = () => '0.1.0'
  enableSandbox = () => record('enableSandbox')
  requestSingleInstanceLock() {
    const directory = this.#paths.userData.replace(/[/\\]window$/, '')
    record('requestSingleInstanceLock', readdirSync(directory))
    return settings.lockTaken !== true
  }
  whenReady() {
    record('whenReady')
    return readiness.promise
  }
  quit() {
    record('quit')
    for (const window of [...fake.windows]) window.close()
    const event = { prevented: false, preventDefault: () => (event.prevented = true) }
    this.emit('will-quit', event)
    if (!event.prevented) this.exit(0)
  }
  setAsDefaultProtocolClient = (scheme) => record('setAsDefaultProtocolClient', scheme)
  exit(code) {
    record('exit', code)
    void fake.whenExiting(code).then(() => process.exit(code))
  }
}
export const app = new App()

class Contents extends EventEmitter {
  mainFrame = { origin: settings.origin ?? 'app://bundle' }
  zoomFactor = 1.25
  getZoomFactor = () => this.zoomFactor
  setWindowOpenHandler = (handler) => {
    this.openHandler = handler
  }
  reload = () => record('reload')
  send = (channel, news) => record('send', channel, news)
}

export class BrowserWindow extends EventEmitter {
  webContents = new Contents()
  constructor(options) {
    super()
    record('BrowserWindow')
    this.options = options
    fake.windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  async loadURL(url) {
    record('loadURL', url)
    setImmediate(() => this.emit('ready-to-show'))
  }
  show = () => record('show')
  focus = () => record('focus')
  setContentProtection = (on) => record('setContentProtection', on)
  restore = () => record('restore')
  maximize = () => record('maximize')
  isMinimized = () => false
  isMaximized = () => false
  getNormalBounds = () => ({ x: 11, y: 22, width: 1000, height: 700 })
  close() {
    this.emit('close')
    fake.windows.splice(fake.windows.indexOf(this), 1)
    this.emit('closed')
    if (fake.windows.length === 0 && fake.calls.at(-1)[0] !== 'quit') app.emit('window-all-closed')
  }
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes) => record('registerSchemesAsPrivileged', schemes),
  handle(scheme, handler) {
    record('protocol.handle', scheme)
    fake.protocolHandlers.set(scheme, handler)
  },
}

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler) => (fake.permissions.request = handler),
    setPermissionCheckHandler: (handler) => (fake.permissions.check = handler),
    setDevicePermissionHandler: (handler) => (fake.permissions.device = handler),
  },
}

export const ipcMain = new EventEmitter()
ipcMain.handle = (channel, handler) => {
  record('ipcMain.handle', channel)
  fake.callHandlers.set(channel, handler)
}

export class ClipboardItem {
  constructor(formats) {
    this.formats = formats
  }
}
export const clipboard = {
  async write([item]) {
    fake.clipboard = { text: item.formats['text/plain'], formats: Object.keys(item.formats) }
  },
  async writeText(text) {
    fake.clipboard = { text, formats: ['text/plain'] }
  },
  readText: async () => fake.clipboard.text,
  clear: () => (fake.clipboard = { text: '', formats: [] }),
  selection: { readText: async () => '', clear: () => {} },
}

// Turns each character over, so that what was wrapped cannot be read in the file.
const turn = (bytes) => Buffer.from(bytes).map((byte) => byte ^ 0x55)
export const safeStorage = {
  async isAsyncEncryptionAvailable() {
    record('isAsyncEncryptionAvailable')
    return true
  },
  async encryptStringAsync(text) {
    record('encryptStringAsync')
    return Buffer.concat([Buffer.from('v11'), turn(Buffer.from(text))])
  },
  async decryptStringAsync(wrapped) {
    record('decryptStringAsync')
    if (settings.keychainLocked) throw new Error('Error while decrypting')
    return { result: Buffer.from(turn(wrapped.subarray(3))).toString(), shouldReEncrypt: false }
  },
  getSelectedStorageBackend: () => 'gnome_libsecret',
}

export const dialog = {
  async showMessageBox(question) {
    fake.dialogs.push(question.message)
    return { response: settings.answer ?? 1 }
  },
  async showSaveDialog(options) {
    record('showSaveDialog', options)
    return { canceled: false, filePath: settings.savePath ?? '' }
  },
  showErrorBox: (title, text) => fake.dialogs.push(`${title}: ${text}`),
}

export const shell = {
  async openExternal(url) {
    fake.opened.push(url)
  },
}
export class Tray extends EventEmitter {
  constructor(icon) {
    super()
    record('Tray', icon)
    fake.tray = this
  }
  setToolTip = (text) => record('setToolTip', text)
  setContextMenu(menu) {
    this.menu = menu
  }
}
export class Notification extends EventEmitter {
  static isSupported = () => true
  constructor(notice) {
    super()
    this.notice = notice
  }
  show() {
    fake.notifications.push(this)
  }
}
export const powerMonitor = new EventEmitter()
powerMonitor.getSystemIdleTime = () => 0
powerMonitor.getSystemIdleState = () => 'active'
export const nativeTheme = { themeSource: 'system', shouldUseDarkColors: false }
const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] }
export const Menu = {
  buildFromTemplate: (template) => template,
  setApplicationMenu(menu) {
    record('setApplicationMenu')
    fake.menu = menu
  },
}

// biome-ignore lint/style/noDefaultExport: electron-store imports Electron this way.
export default { app, ipcMain, shell }

function withResolvers() {
  const made = {}
  made.promise = new Promise((resolve) => {
    made.resolve = resolve
  })
  return made
}
