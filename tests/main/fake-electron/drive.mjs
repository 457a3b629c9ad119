// Runs the built app against the fake Electron, uses it as the window would, and prints what
// happened as one line of JSON. `node --import register.mjs drive.mjs <out/main/index.js> …`
import { pathToFileURL } from 'node:url'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { app, fake, ipcMain, nativeTheme, powerMonitor } from 'electron'

const [, , entry, ...args] = process.argv
process.argv = [process.argv[0], '/work/doorward', ...args]

const stuck = setTimeout(() => {
  process.stdout.write(
    'DEADLOCK: the module waits for an app that is ready only after it has run\n',
  )
  process.exit(9)
}, 3_000)
const report = {}
fake.whenExiting = async (code) => {
  report.dialogs = fake.dialogs
  report.calls = fake.calls
  report.clipboardAtExit = fake.clipboard.text
  report.exitCode = code
  await new Promise((resolve) => process.stdout.write(`${JSON.stringify(report)}\n`, resolve))
}

await import(pathToFileURL(entry).href)
clearTimeout(stuck)
fake.becomeReady()

const window = await until(() => fake.windows[0])
if (process.env.FAKE_SCENARIO === 'use') await use()
else if (process.env.FAKE_SCENARIO === 'leave') await leave()
else setTimeout(() => process.exit(8), 15_000) // the app must end by itself

async function use() {
  report.window = window.options
  const contents = window.webContents
  const ours = { sender: contents, senderFrame: contents.mainFrame }
  const stranger = { sender: contents, senderFrame: { origin: 'app://bundle' } }

  report.permissions = [
    await new Promise((resolve) => fake.permissions.request(contents, 'media', resolve)),
    fake.permissions.check(),
    fake.permissions.device(),
  ]

  const page = await fake.protocolHandlers.get('app')(new Request('app://bundle/groups/x'))
  report.page = { status: page.status, policy: page.headers.get('Content-Security-Policy') }
  report.page.body = await page.text()
  const outside = await fake.protocolHandlers.get('app')(
    new Request('app://bundle/..%2fmain%2findex.js'),
  )
  report.outside = outside.status

  report.left = ['will-navigate', 'will-frame-navigate', 'will-redirect'].map((event) =>
    leaves(contents, event, 'https://evil.example/'),
  )
  report.stayed = leaves(contents, 'will-navigate', 'app://bundle/issuers')
  report.webview = leaves(contents, 'will-attach-webview', '')
  report.secondWindow = [
    contents.openHandler({ url: 'https://example.com/' }),
    contents.openHandler({ url: 'file:///etc/passwd' }),
  ]

  const call = fake.callHandlers.get('doorward:call')
  report.calls1 = [
    await call(ours, 'getPreferences', {}),
    await call(ours, 'changePreferences', { theme: 'dark' }),
    await call(ours, 'getPreferences', {}),
    await call(ours, 'toString', {}),
    await call(stranger, 'changePreferences', { theme: 'light' }),
    await call({ ...ours, senderFrame: null }, 'changePreferences', { theme: 'light' }),
    await call(ours, 'openExternal', { url: 'smb://server/share' }),
    await call(ours, 'copySecret', { text: 'dwcs_secret' }),
  ]
  report.theme = nativeTheme.themeSource
  report.clipboard = { ...fake.clipboard }
  report.opened = fake.opened

  report.strangersPort = await isClosed(connect(stranger))
  const client = createORPCClient(new RPCLink({ port: connect(ours).port }))
  report.whoami = await client.whoami()
  report.group = await client.groups.create({ name: 'acme' })
  report.groups = await client.groups.list({})
  const refuse = () => client.groups.create({ name: 'acme' }).catch((refusal) => refusal)
  report.refusals = [await refuse(), await refuse()].map(({ code, data }) => ({ code, data }))

  const { clientCredentials } = await client.serviceAccounts.create({
    name: 'deployer',
    clientCredentials: { enabled: true },
  })
  const { clientId, clientSecret } = clientCredentials
  report.token = await call(ours, 'requestToken', { clientId, clientSecret })
  const lines = { name: 'deployer.env', text: 'DOORWARD_CLIENT_SECRET=dwcs_x' }
  report.saved = await call(ours, 'saveSecret', lines)

  report.receivers = {
    call: [...fake.callHandlers.keys()],
    message: ipcMain.eventNames(),
  }
  app.emit('second-instance', {}, ['/work/doorward'])
  app.quit()
}

/** Closes the window, and goes on as the tray, links and notifications allow. */
async function leave() {
  const press = (label) => fake.tray.menu.find((item) => item.label === label).click()
  const call = (name) => {
    const contents = fake.windows[0].webContents
    const ours = { sender: contents, senderFrame: contents.mainFrame }
    return fake.callHandlers.get('doorward:call')(ours, name, {})
  }
  report.coldPlace = await call('takePlace')
  await until(() => fake.tray.menu[0].label.includes('http://'))
  report.trayIcon = fake.calls.find(([name]) => name === 'Tray')[1]

  powerMonitor.emit('lock-screen')
  report.unlocked = await call('isLocked')
  fake.menu[0].submenu.find(({ label }) => label === 'Lock window').click()
  report.locked = await call('isLocked')

  fake.windows[0].close()
  await until(() => fake.dialogs.length > 0)
  report.windowsAfterClosing = fake.windows.length
  press('Open Doorward')
  report.stillLocked = await call('isLocked')

  const links = ['doorward://delete/acme', 'doorward://groups/acme/platform']
  for (const link of links) app.emit('second-instance', {}, ['/opt/doorward', link])
  report.place = await call('takePlace')
  fake.windows[0].close()
  await new Promise((resolve) => setTimeout(resolve, 50))
  app.emit('open-url', { preventDefault: () => {} }, 'doorward://settings')
  report.placeAfterReopening = await call('takePlace')
  press('Quit')
}

/** Posts one end of a channel as the preload does; gives the other. */
function connect(event) {
  const { port1, port2 } = new MessageChannel()
  const port = {
    on: (name, listener) => port2.on(name, (data) => listener({ data })),
    postMessage: (message) => port2.postMessage(message),
    start: () => port2.start(),
    close: () => port2.close(),
  }
  ipcMain.emit('doorward:connect', { ...event, ports: [port] })
  return { port: port1 }
}

function isClosed({ port }) {
  return new Promise((resolve) => {
    port.on('close', () => resolve(true))
    setTimeout(() => resolve(false), 500)
  })
}

function leaves(contents, event, url) {
  let left = true
  contents.emit(event, {
    url,
    preventDefault: () => {
      left = false
    },
  })
  return left
}

async function until(find) {
  for (;;) {
    const found = find()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
