// Loaded into the tortured server below `break-things.mjs`. Notes, before it happens, everything that a
// power cut would take back: what was written, created, renamed or deleted since the last fsync of its
// file or directory, and what was there before. `cut-power.ts` reads the notes.
import fs, { promises } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { basename, join } from 'node:path'

const { TORTURE_UNSYNCED: folder = '' } = process.env
const DATA = /^(?:journal-|audit|attempts|doorward(?:\.previous)?\.json)/

const log = fs.openSync(join(folder, 'notes.jsonl'), 'a+')
const state = { notes: fs.readFileSync(log, 'utf8').split('\n').length - 1, aside: 0 }
/** The number of the file behind each open handle; `directory` for one of a directory. */
const inodes = new WeakMap()

const probe = await promises.open('/dev/null')
const handle = Object.getPrototypeOf(probe)
await probe.close()
wrapHandle('write', async function write(real, buffer, offset, length, position) {
  noteContent(this, position, position + length)
  return real(buffer, offset, length, position)
})
wrapHandle('truncate', async function truncate(real, length) {
  noteContent(this, length, Number.MAX_SAFE_INTEGER)
  return real(length)
})
for (const operation of ['datasync', 'sync']) {
  wrapHandle(operation, async function sync(real) {
    // What is written meanwhile is not certain to be in it.
    const before = state.notes
    await real()
    note({ kind: 'synced', inode: inodes.get(this), before })
  })
}
wrapCall('rename', (from, to) => note({ kind: 'rename', from, to, aside: keepAside(to) }))
wrapCall('unlink', (path) => note({ kind: 'unlink', path, aside: keepAside(path) }))
wrapOpen()
syncBuiltinESMExports()

function wrapHandle(operation, instead) {
  const original = handle[operation]
  handle[operation] = function noted(...args) {
    const real = (...changed) => original.apply(this, changed)
    return inodes.has(this) ? instead.call(this, real, ...args) : real(...args)
  }
}

function wrapCall(operation, before) {
  const real = promises[operation]
  promises[operation] = async (path, ...rest) => {
    if (DATA.test(basename(String(path)))) before(path, ...rest)
    return real(path, ...rest)
  }
}

function wrapOpen() {
  const real = promises.open
  promises.open = async (path, ...args) => {
    const isNew = !fs.existsSync(path)
    const opened = await real(path, ...args)
    const found = fs.fstatSync(opened.fd)
    if (found.isDirectory()) inodes.set(opened, 'directory')
    if (!DATA.test(basename(String(path)))) return opened
    inodes.set(opened, found.ino)
    if (isNew) note({ kind: 'create', inode: found.ino })
    return opened
  }
  fs.promises.open = promises.open
}

/** Keeps what stands between two places of a file, and where the file ends. */
function noteContent({ fd }, from, to) {
  const { ino: inode, size } = fs.fstatSync(fd)
  const bytes = Buffer.alloc(Math.max(0, Math.min(to, size) - from))
  if (bytes.length > 0) fs.readSync(fd, bytes, 0, bytes.length, from)
  note({ kind: 'content', inode, size, from, bytes: bytes.toString('base64') })
}

/** Gives what a name stood for another name, under which it is found again. */
function keepAside(path) {
  if (!fs.existsSync(path)) return undefined
  state.aside += 1
  const aside = join(folder, `${process.pid}-${state.aside}`)
  fs.linkSync(path, aside)
  return aside
}

function note(what) {
  fs.writeSync(log, `${JSON.stringify(what)}\n`)
  state.notes += 1
}
