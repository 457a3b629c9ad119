// Loaded into the tortured server before anything else (NODE_OPTIONS --import). It breaks the
// server's disk and clock when the parent process says so, and reports each time it did.
import './note-unsynced.mjs'
import fs, { promises } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const names = new WeakMap()
const state = { orders: [], clockMs: 0 }

process.on('message', (order) => {
  if (order.kind === 'clock') state.clockMs = order.offsetMs
  else if (order.kind === 'heal') state.orders = []
  else state.orders.push({ ...order })
})
process.channel?.unref()

const realNow = Date.now
Date.now = () => realNow() + state.clockMs

const probe = await promises.open('/dev/null')
const handle = Object.getPrototypeOf(probe)
await probe.close()
for (const operation of ['datasync', 'sync', 'truncate']) wrapHandle(operation, fail)
wrapHandle('write', failHalfWay)
for (const operation of ['rename', 'unlink']) wrapCall(operation)
wrapOpen()
syncBuiltinESMExports()

function wrapHandle(operation, breakIt) {
  const real = handle[operation]
  handle[operation] = async function broken(...args) {
    const order = take(operation, names.get(this))
    if (order?.delayMs) await wait(order.delayMs)
    else if (order) return breakIt(order, () => real.apply(this, halve(args)))
    return real.apply(this, args)
  }
}

function wrapCall(operation) {
  const real = promises[operation]
  promises[operation] = async (...args) => {
    const order = take(operation, basename(String(args[0])))
    if (order?.delayMs) await wait(order.delayMs)
    else if (order) return fail(order)
    return real(...args)
  }
}

function wrapOpen() {
  const real = promises.open
  promises.open = async (path, ...args) => {
    const name = basename(String(path))
    const order = take('open', name)
    if (order) fail(order)
    const opened = await real(path, ...args)
    names.set(opened, name)
    return opened
  }
  fs.promises.open = promises.open
}

/** A disk that becomes full takes a part of what it was given first. */
async function failHalfWay(order, writeHalf) {
  if (order.code === 'ENOSPC') await writeHalf()
  fail(order)
}

function halve([buffer, offset = 0, length = buffer.length, position]) {
  return [buffer, offset, Math.floor(length / 2), position]
}

function fail({ code, operation }) {
  throw Object.assign(new Error(`${code}: broken on purpose, ${operation}`), { code })
}

/** Finds what is to happen to an operation on a file, and counts it. */
function take(operation, name) {
  if (name === undefined) return undefined
  const order = state.orders.find(
    (each) => each.operation === operation && new RegExp(each.file).test(name),
  )
  if (!order) return undefined
  order.count -= 1
  if (order.count <= 0) state.orders.splice(state.orders.indexOf(order), 1)
  process.send?.({ fault: order.fault })
  return order
}
