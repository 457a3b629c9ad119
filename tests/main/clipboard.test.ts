import { expect, it } from 'vitest'
import { SecretClipboard } from '#main/clipboard.ts'

const secret = 'dwcs_abc_Zx9'

function aClipboard({ platform = 'linux', refusesMarkers = false } = {}) {
  const place = { text: '', formats: [] as string[] }
  const selected = { text: '' }
  const timers: { seconds: number; action: () => void; calledOff: boolean }[] = []
  const warnings: string[] = []
  const clipboard = new SecretClipboard<Record<string, string | Blob>>({
    clipboard: {
      async write([item = {}]) {
        if (refusesMarkers) throw new Error('unknown format')
        place.text = String(item['text/plain'])
        place.formats = Object.keys(item)
      },
      async writeText(text) {
        place.text = text
        place.formats = ['text/plain']
      },
      readText: async () => place.text,
      clear: () => {
        place.text = ''
      },
    },
    selection:
      platform === 'linux'
        ? {
            readText: async () => selected.text,
            clear: () => {
              selected.text = ''
            },
          }
        : undefined,
    createItem: (formats) => formats,
    platform: platform as NodeJS.Platform,
    after: (seconds, action) => {
      const timer = { seconds, action, calledOff: false }
      timers.push(timer)
      return () => {
        timer.calledOff = true
      }
    },
    onWarning: (message) => warnings.push(message),
  })
  const runTimer = async (index: number) => {
    timers[index]?.action()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { clipboard, place, selected, timers, warnings, runTimer }
}

it('clears the secret after the time', async () => {
  const { clipboard, place, timers, runTimer } = aClipboard()
  await clipboard.copy(secret, 45)
  expect([place.text, timers[0]?.seconds]).toEqual([secret, 45])
  await runTimer(0)
  expect(place.text).toBe('')
})

it('leaves alone what somebody copied meanwhile', async () => {
  const { clipboard, place, runTimer } = aClipboard()
  await clipboard.copy(secret, 45)
  place.text = 'a shopping list'
  await runTimer(0)
  expect(place.text).toBe('a shopping list')
})

it('clears the selection of Linux too, if it is the secret', async () => {
  const { clipboard, selected, runTimer } = aClipboard()
  await clipboard.copy(secret, 45)
  selected.text = secret
  await runTimer(0)
  expect(selected.text).toBe('')

  await clipboard.copy(secret, 45)
  selected.text = 'other'
  await runTimer(1)
  expect(selected.text).toBe('other')
})

it('clears at quit without waiting for the time, once', async () => {
  const { clipboard, place, timers } = aClipboard()
  await clipboard.copy(secret, 45)
  await clipboard.clear()
  expect([place.text, timers[0]?.calledOff]).toEqual(['', true])

  place.text = secret // pasted back by hand
  await clipboard.clear()
  expect(place.text).toBe(secret)
})

it('gives a second secret its own full time', async () => {
  const { clipboard, place, timers } = aClipboard()
  await clipboard.copy(secret, 45)
  await clipboard.copy('dwcs_other', 30)
  expect(timers.map(({ seconds, calledOff }) => [seconds, calledOff])).toEqual([
    [45, true],
    [30, false],
  ])
  expect(place.text).toBe('dwcs_other')
})

it('keeps it when asked to, also at quit', async () => {
  const { clipboard, place, timers } = aClipboard()
  await clipboard.copy(secret, 0)
  await clipboard.clear()
  expect([place.text, timers.length]).toEqual([secret, 0])
})

it.each([
  ['linux', ['electron application/osclipboard;format="x-kde-passwordManagerHint"']],
  ['darwin', ['electron application/osclipboard;format="org.nspasteboard.ConcealedType"']],
  [
    'win32',
    [
      'electron application/osclipboard;format="ExcludeClipboardContentFromMonitorProcessing"',
      'electron application/osclipboard;format="CanIncludeInClipboardHistory"',
      'electron application/osclipboard;format="CanUploadToCloudClipboard"',
    ],
  ],
  ['freebsd', []],
])('marks the text as a secret for the clipboard histories of %s', async (platform, markers) => {
  const { clipboard, place } = aClipboard({ platform })
  await clipboard.copy(secret, 45)
  expect(place.formats).toEqual(['text/plain', ...markers])
})

it('copies a secret unmarked rather than not at all, and still clears it', async () => {
  const { clipboard, place, warnings, runTimer } = aClipboard({ refusesMarkers: true })
  await clipboard.copy(secret, 45)
  expect([place.text, place.formats]).toEqual([secret, ['text/plain']])
  expect(warnings).toHaveLength(1)
  expect(warnings.join()).not.toContain(secret)
  await runTimer(0)
  expect(place.text).toBe('')
})

it('leaves the secret for good when it is told to', async () => {
  const { clipboard, place, timers } = aClipboard()
  await clipboard.copy(secret, 45)
  clipboard.keep()
  expect(timers[0]?.calledOff).toBe(true)
  await clipboard.clear()
  expect(place.text).toBe(secret)
})
