import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { autostartFile, toAutostartEntry } from '#main/autostart-file.ts'
import { findLoginItem, type LoginItem } from '#main/login-item.ts'

const directory = mkdtempSync(join(tmpdir(), 'doorward-autostart-'))
afterAll(() => rmSync(directory, { recursive: true }))

function find(platform: NodeJS.Platform, isPackaged = true) {
  const set: object[] = []
  const created: (readonly string[])[] = []
  const nothing: LoginItem = { isOn: () => false, set: () => undefined }
  const item = findLoginItem({
    platform,
    isPackaged,
    app: {
      getLoginItemSettings: () => ({ openAtLogin: set.length > 0 }),
      setLoginItemSettings: (settings) => set.push(settings),
    },
    program: '/opt/Doorward/doorward',
    args: ['--hidden'],
    createAutostart: (command) => {
      created.push(command)
      return nothing
    },
  })
  return { item, set, created }
}

describe('starting at login', () => {
  it.each(['darwin', 'win32'] as const)('is the business of the system on %s', (platform) => {
    const { item, set } = find(platform)
    expect(item?.isOn()).toBe(false)
    item?.set(true)
    expect(set).toEqual([{ openAtLogin: true, args: ['--hidden'] }])
    expect(item?.isOn()).toBe(true)
  })

  it('is a file on Linux', () => {
    expect(find('linux').created).toEqual([['/opt/Doorward/doorward', '--hidden']])
  })

  it.each([
    ['an app that is not installed', 'linux', false],
    ['an app that is not installed', 'darwin', false],
    ['a system that we do not know', 'freebsd', true],
  ] as const)('is not offered for %s (%s)', (_, platform, isPackaged) => {
    expect(find(platform, isPackaged).item).toBeUndefined()
  })
})

describe('the autostart file', () => {
  it('comes and goes with the choice', () => {
    const item = autostartFile(join(directory, 'config'), ['/opt/doorward', '--hidden'])
    expect(item.isOn()).toBe(false)
    item.set(true)
    expect(item.isOn()).toBe(true)
    const path = join(directory, 'config/autostart/doorward.desktop')
    expect(readFileSync(path, 'utf8')).toContain('\nExec="/opt/doorward" "--hidden"\n')
    item.set(false)
    item.set(false)
    expect([item.isOn(), readdirSync(join(directory, 'config/autostart'))]).toEqual([false, []])
  })

  it.each([
    ['a space', '/opt/my apps/doorward', '"/opt/my apps/doorward"'],
    ['a quote', '/opt/a"b', '"/opt/a\\\\"b"'],
    ['a variable', '/opt/$HOME`id`', '"/opt/\\\\$HOME\\\\`id\\\\`"'],
    ['a field code', '/opt/%u', '"/opt/%%u"'],
    ['a backslash', '/opt/a\\b', '"/opt/a\\\\\\\\b"'],
  ])('quotes a program with %s', (_, program, quoted) => {
    expect(toAutostartEntry([program])).toContain(`\nExec=${quoted}\n`)
  })

  it('takes no line break', () => {
    expect(() => toAutostartEntry(['/opt/a\nExec=/bin/sh'])).toThrow('control characters')
  })
})
