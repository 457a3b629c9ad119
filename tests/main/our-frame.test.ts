import { expect, it } from 'vitest'
import { createFrameCheck } from '#main/our-frame.ts'

const origin = 'app://bundle'
const frame = { origin }
const ours = { mainFrame: frame }
const isOurs = createFrameCheck(() => ours, origin)

it('accepts the top frame of our window on our origin', () => {
  expect(isOurs({ sender: ours, senderFrame: frame })).toBe(true)
})

const moved = { origin: 'https://evil.example' }
const opaque = { origin: 'null' }
const longer = { origin: 'app://bundle.evil' }
const elsewhere = { mainFrame: frame }

it.each([
  ['a frame that is gone', { sender: ours, senderFrame: null }],
  ['a frame inside the page', { sender: ours, senderFrame: { origin } }],
  ['another window', { sender: elsewhere, senderFrame: frame }],
])('refuses %s', (_, event) => {
  expect(isOurs(event)).toBe(false)
})

it.each([moved, opaque, longer])('refuses our own top frame at %o', (mainFrame) => {
  const contents = { mainFrame }
  const check = createFrameCheck(() => contents, origin)
  expect(check({ sender: contents, senderFrame: mainFrame })).toBe(false)
})

it('refuses everybody while there is no window', () => {
  expect(createFrameCheck(() => undefined, origin)({ sender: ours, senderFrame: frame })).toBe(
    false,
  )
})
