import { contextBridge, ipcRenderer } from 'electron'
import type { News } from '#renderer/lib/desktop-controls.ts'
import type { DesktopBridge } from '#renderer/lib/shell.ts'
import type {
  BridgeCall,
  BridgeInput,
  BridgeOutcome,
  BridgeOutput,
  CallChannel,
  ConnectChannel,
  NewsChannel,
} from './bridge-channels.ts'

const callChannel: CallChannel = 'doorward:call'
const connectChannel: ConnectChannel = 'doorward:connect'
const newsChannel: NewsChannel = 'doorward:news'

async function call<Call extends BridgeCall>(
  name: Call,
  input: BridgeInput<Call>,
): Promise<BridgeOutput<Call>> {
  const outcome: BridgeOutcome<Call> = await ipcRenderer.invoke(callChannel, name, input)
  if (outcome.ok) return outcome.value
  throw new Error(outcome.message)
}

const bridge: DesktopBridge = {
  platform: process.platform,
  copySecret: (text) => call('copySecret', { text }),
  clearSecret: () => call('clearSecret', {}),
  keepSecret: () => call('keepSecret', {}),
  saveSecret: ({ name, text }) => call('saveSecret', { name, text }),
  requestToken: ({ clientId, clientSecret }) => call('requestToken', { clientId, clientSecret }),
  protectContent: (on) => call('protectContent', { on }),
  openExternal: (url) => call('openExternal', { url }),
  getPreferences: () => call('getPreferences', {}),
  changePreferences: (change) => call('changePreferences', change),
  getDesktopSettings: () => call('getDesktopSettings', {}),
  changeDesktopSettings: (change) => call('changeDesktopSettings', change),
  findNewerVersion: () => call('findNewerVersion', {}),
  isLocked: () => call('isLocked', {}),
  unlock: () => call('unlock', {}),
  takePlace: () => call('takePlace', {}),
  onNews(listener) {
    // The event would lead the page to `ipcRenderer`.
    const tell = (_event: unknown, news: News) => listener(news)
    ipcRenderer.on(newsChannel, tell)
    return () => void ipcRenderer.off(newsChannel, tell)
  },
}

contextBridge.exposeInMainWorld('doorward', bridge)

window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== window.origin) return
  const [port] = event.ports
  if (event.data !== connectChannel || !port) return
  ipcRenderer.postMessage(connectChannel, null, [port])
})
