import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StartError } from '#server/errors.ts'
import { fileMasterKey } from '#server/keys/master-key.ts'
import { type Files, nodeFiles } from '#server/store/files.ts'
import { aDirectory } from '#support/temporary-store.ts'

const key = Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index * 5))

async function aKeyFile(content?: string | Buffer) {
  const path = join(await aDirectory(), 'master.key')
  if (content !== undefined) await writeFile(path, content)
  const warnings: string[] = []
  const load = (named: boolean, mayCreate: boolean) =>
    fileMasterKey(path, { named, onWarning: (message) => warnings.push(message) }).load({
      mayCreate,
    })
  return { path, warnings, load }
}

async function refusalOf(loading: Promise<Uint8Array>): Promise<StartError> {
  const failure = await loading.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(StartError)
  return failure as StartError
}

describe('reads 32 bytes', () => {
  it.each([
    ['as base64url', key.toString('base64url')],
    ['as base64', key.toString('base64')],
    ['as base64 without padding', key.toString('base64').replace('=', '')],
    ['as hexadecimal text', key.toString('hex')],
    ['as hexadecimal text in capitals', key.toString('hex').toUpperCase()],
    ['with a line break behind', `${key.toString('base64')}\n`],
    ['with a Windows line break behind', `${key.toString('hex')}\r\n`],
    ['with spaces around', `  ${key.toString('base64url')}  \n`],
    ['raw', key],
  ])('%s', async (_, content) => {
    const { load, warnings } = await aKeyFile(content)
    expect(Buffer.from(await load(true, false))).toEqual(key)
    expect(Buffer.from(await load(false, true))).toEqual(key)
    expect(warnings).toEqual([])
  })
})

describe('refuses a file that holds no such key', () => {
  it.each([
    ['empty', ''],
    ['only a line break', '\n'],
    ['a password of 32 characters', 'correct horse battery staple!!!!'],
    ['a password', 'correct horse battery staple'],
    ['half a key', key.subarray(0, 16).toString('hex')],
    ['one byte less', key.subarray(0, 31).toString('base64')],
    ['one byte more', Buffer.concat([key, Buffer.of(1)]).toString('base64')],
    ['two keys', `${key.toString('base64')}\n${key.toString('base64')}\n`],
    ['a letter that is no digit', key.toString('hex').replace(/^../, 'zz')],
    ['31 raw bytes', Buffer.alloc(31, 0xf0)],
    ['33 raw bytes', Buffer.alloc(33, 0xf0)],
    ['something large', 'a'.repeat(100_000)],
  ])('%s', async (_, content) => {
    const { path, load } = await aKeyFile(content)
    for (const mayCreate of [true, false]) {
      const refusal = await refusalOf(load(false, mayCreate))
      expect(refusal.message).toContain(path)
      expect(refusal.message).not.toContain('\n')
    }
    expect(await readFile(path)).toEqual(Buffer.from(content))
  })

  it('a directory', async () => {
    const { path, load } = await aKeyFile()
    await mkdir(path)
    expect((await refusalOf(load(false, true))).message).toContain('cannot be read (EISDIR)')
  })

  it('and never says what it holds', async () => {
    const { load } = await aKeyFile('nearly-a-key-but-not-quite')
    expect((await refusalOf(load(true, false))).message).not.toContain('nearly')
  })
})

describe('a file that is not there', () => {
  it('is made when nothing is encrypted yet, for its owner only, with a warning', async () => {
    const { path, warnings, load } = await aKeyFile()
    const made = await load(false, true)
    expect(made).toHaveLength(32)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(warnings).toEqual([expect.stringContaining(path)])
    expect(warnings[0]).not.toContain(Buffer.from(made).toString('base64url'))
    expect(await load(false, false)).toEqual(Buffer.from(made))
    expect(await load(true, false)).toEqual(Buffer.from(made))
    expect(await readdir(join(path, '..'))).toEqual(['master.key'])
  })

  it('is another key every time', async () => {
    const [one, other] = [await aKeyFile(), await aKeyFile()]
    expect(await one.load(false, true)).not.toEqual(await other.load(false, true))
  })

  it('is not made when the data is encrypted already', async () => {
    const { path, load } = await aKeyFile()
    const refusal = await refusalOf(load(false, false))
    expect(refusal).toMatchObject({ exitCode: 1, message: expect.stringContaining(path) })
    expect(refusal.message).toContain('DOORWARD_MASTER_KEY_FILE')
    expect(await readdir(join(path, '..'))).toEqual([])
  })

  it.each([true, false])(
    'is never made when somebody named it (mayCreate %s)',
    async (mayCreate) => {
      const { path, load } = await aKeyFile()
      const refusal = await refusalOf(load(true, mayCreate))
      expect(refusal).toMatchObject({ exitCode: 2, message: expect.stringContaining(path) })
      expect(await readdir(join(path, '..'))).toEqual([])
    },
  )
})

describe('a key that is being made', () => {
  it('is one key for all who start at the same moment', async () => {
    const { path, load } = await aKeyFile()
    const keys = await Promise.all(Array.from({ length: 8 }, () => load(false, true)))
    const texts = new Set(keys.map((made) => Buffer.from(made).toString('hex')))
    expect([...texts]).toEqual([Buffer.from(await load(true, false)).toString('hex')])
    expect(await readdir(join(path, '..'))).toEqual(['master.key'])
  })

  it('does not come from the half-written file of a crash', async () => {
    const { path, load } = await aKeyFile()
    const half = randomBytes(32).toString('base64url').slice(0, 20)
    await writeFile(`${path}.${process.pid}.tmp`, half)
    const made = await load(false, true)
    expect(Buffer.from(await readFile(path, 'utf8'), 'base64url')).toEqual(Buffer.from(made))
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('is given away only when its name is durable, too', async () => {
    const { path, steps, load } = await aWatchedKeyFile({})
    await load()
    expect(steps).toEqual(['link', 'unlink', `sync ${dirname(path)}`])
  })

  it.each([
    ['link', 'EPERM'],
    ['open', 'ENOSPC'],
    ['syncDirectory', 'EIO'],
  ] as const)('is no key when %s fails, which one line says', async (step, code) => {
    const fail = () => Promise.reject(Object.assign(new Error(code), { code }))
    const { path, load } = await aWatchedKeyFile({ [step]: fail })
    const refusal = await refusalOf(load())
    expect(refusal.message).toBe(`The master key ${path} cannot be written (${code}).`)
    const left = (await readdir(dirname(path))).filter((name) => name.endsWith('.tmp'))
    expect(left).toEqual([])
  })
})

async function aWatchedKeyFile(failing: Partial<Files>) {
  const path = join(await aDirectory(), 'master.key')
  const steps: string[] = []
  const files: Files = {
    ...nodeFiles,
    link: (from, to) => note('link', nodeFiles.link(from, to)),
    unlink: (file) => note('unlink', nodeFiles.unlink(file)),
    syncDirectory: (directory) => note(`sync ${directory}`, nodeFiles.syncDirectory(directory)),
    ...failing,
  }
  const source = fileMasterKey(path, { named: false, onWarning() {}, files })
  return { path, steps, load: () => source.load({ mayCreate: true }) }

  function note(step: string, done: Promise<void>): Promise<void> {
    steps.push(step)
    return done
  }
}
