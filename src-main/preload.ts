import { contextBridge, ipcRenderer } from 'electron'
import type { DesktopBridge } from '#renderer/lib/shell.ts'
import type {
  BridgeCall,
  BridgeInput,
  BridgeOutcome,
  BridgeOutput,
  CallChannel,
  ConnectChannel,
} from './bridge-channels.ts'

const callChannel: CallChannel = 'doorward:call'
const connectChannel: ConnectChannel = 'doorward:connect'

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
  copySecret: (text, clearAfterSeconds) => call('copySecret', { text, clearAfterSeconds }),
  openExternal: (url) => call('openExternal', { url }),
  getPreferences: () => call('getPreferences', {}),
  setTheme: (theme) => call('setTheme', { theme }),
}

contextBridge.exposeInMainWorld('doorward', bridge)

window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== window.origin) return
  const [port] = event.ports
  if (event.data !== connectChannel || !port) return
  ipcRenderer.postMessage(connectChannel, null, [port])
})
