import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Declined } from '#main/declined.ts'
import { type KeychainQuestions, keychainMasterKey } from '#main/keychain.ts'

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'doorward-keychain-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const keyOf = (letter: string) => Buffer.alloc(32, letter)
const wrappedPath = () => join(directory, 'master-key.keychain.json')
const readWrapped = () => JSON.parse(readFileSync(wrappedPath(), 'utf8'))

/** A keychain that prefixes what it wraps; `secret` stands for the key that it keeps itself. */
class FakeKeychain {
  available = true
  prefix = 'v11'
  secret = 'first'
  shouldReEncrypt = false
  forgetful = false
  encryptions = 0
  onDecrypt = () => {}

  async isAsyncEncryptionAvailable() {
    return this.available
  }

  async encryptStringAsync(text: string) {
    this.encryptions++
    return Buffer.from(`${this.prefix}${this.secret}:${this.forgetful ? '' : text}`)
  }

  async decryptStringAsync(wrapped: Buffer) {
    this.onDecrypt()
    const [lock, result = ''] = wrapped.subarray(3).toString().split(':')
    if (lock !== this.secret) throw new Error('Error while decrypting the ciphertext')
    return { result, shouldReEncrypt: this.shouldReEncrypt }
  }
}

interface Setting {
  readonly keychain?: FakeKeychain
  readonly answers?: Partial<Record<keyof KeychainQuestions, boolean[]>>
  readonly mayCreate?: boolean
  readonly letter?: string
  readonly backend?: string
}

function aSource({ keychain = new FakeKeychain(), answers = {}, ...setting }: Setting = {}) {
  const asked: string[] = []
  const warnings: string[] = []
  const answer = (question: keyof KeychainQuestions) => async () => {
    asked.push(question)
    const next = answers[question]?.shift()
    if (next === undefined) throw new Error(`${question} was not expected`)
    return next
  }
  const keys = keychainMasterKey({
    keychain,
    questions: {
      acceptWeakProtection: answer('acceptWeakProtection'),
      acceptPlainFile: answer('acceptPlainFile'),
      tryAgain: answer('tryAgain'),
    },
    directory,
    platform: 'linux',
    findBackend: () => setting.backend ?? 'gnome_libsecret',
    createBytes: (count) => Buffer.alloc(count, setting.letter ?? 'a'),
    onWarning: (message) => warnings.push(message),
  })
  const source = { load: () => keys.load({ mayCreate: setting.mayCreate ?? true }) }
  return { source, asked, warnings, keychain }
}

describe('the first start', () => {
  it('makes a key and keeps it wrapped, with the name of the keychain, for the owner only', async () => {
    const { source, asked } = aSource()
    expect(await source.load()).toEqual(keyOf('a'))
    expect(readWrapped()).toMatchObject({ version: 1, backend: 'gnome_libsecret' })
    expect(readFileSync(wrappedPath(), 'utf8')).not.toContain(keyOf('a').toString('base64'))
    expect(statSync(wrappedPath()).mode & 0o777).toBe(0o600)
    expect(readdirSync(directory)).toEqual(['master-key.keychain.json'])
    expect(asked).toEqual([])
  })

  it('makes none where something is encrypted already', async () => {
    const { source } = aSource({ mayCreate: false })
    await expect(source.load()).rejects.toThrow('is missing, and the data directory is encrypted')
    expect(readdirSync(directory)).toEqual([])
  })

  it('trusts no keychain that does not give the key back', async () => {
    const keychain = new FakeKeychain()
    keychain.forgetful = true
    await expect(aSource({ keychain }).source.load()).rejects.toThrow('did not give back')
    expect(readdirSync(directory)).toEqual([])
  })
})

describe('later starts', () => {
  it('give the same key and ask nothing', async () => {
    await aSource().source.load()
    const before = readFileSync(wrappedPath())
    const { source, asked } = aSource({ mayCreate: false, letter: 'b' })
    expect(await source.load()).toEqual(keyOf('a'))
    expect(readFileSync(wrappedPath())).toEqual(before)
    expect(asked).toEqual([])
  })

  it('wrap the key anew when the keychain asks for it', async () => {
    await aSource().source.load()
    const keychain = new FakeKeychain()
    Object.assign(keychain, { shouldReEncrypt: true, prefix: 'v12' })
    const { source } = aSource({ keychain, backend: 'portal' })
    expect(await source.load()).toEqual(keyOf('a'))
    const { backend, wrapped } = readWrapped()
    expect(backend).toBe('portal')
    expect(Buffer.from(wrapped, 'base64').subarray(0, 3).toString()).toBe('v12')
  })

  it('keep the old wrapping when the new one fails', async () => {
    await aSource().source.load()
    const before = readFileSync(wrappedPath())
    const keychain = new FakeKeychain()
    Object.assign(keychain, { shouldReEncrypt: true, forgetful: true })
    const { source, warnings } = aSource({ keychain })
    expect(await source.load()).toEqual(keyOf('a'))
    expect(readFileSync(wrappedPath())).toEqual(before)
    expect(warnings).toHaveLength(1)
  })
})

describe('a keychain that cannot decrypt', () => {
  async function lockedOut(answers: boolean[]) {
    await aSource().source.load()
    const keychain = new FakeKeychain()
    keychain.secret = 'another'
    return aSource({ keychain, answers: { tryAgain: answers }, letter: 'b' })
  }

  it('costs nothing: the file stays, byte for byte, and no other key is made', async () => {
    const { source, asked, keychain } = await lockedOut([false])
    const before = readFileSync(wrappedPath())
    await expect(source.load()).rejects.toBeInstanceOf(Declined)
    expect(readFileSync(wrappedPath())).toEqual(before)
    expect(readdirSync(directory)).toEqual(['master-key.keychain.json'])
    expect([asked, keychain.encryptions]).toEqual([['tryAgain'], 0])
  })

  it('is tried again as often as wanted', async () => {
    const { source, asked, keychain } = await lockedOut([true, true])
    keychain.onDecrypt = () => {
      if (asked.length === 2) keychain.secret = 'first' // unlocked meanwhile
    }
    expect(await source.load()).toEqual(keyOf('a'))
    expect(asked).toEqual(['tryAgain', 'tryAgain'])
  })

  it('is not believed when it decrypts to something else', async () => {
    await aSource().source.load()
    const stored = readWrapped()
    stored.wrapped = Buffer.from('v11first:c2hvcnQ=').toString('base64')
    writeFileSync(wrappedPath(), JSON.stringify(stored))
    const { source } = aSource({ answers: { tryAgain: [false] } })
    await expect(source.load()).rejects.toBeInstanceOf(Declined)
  })
})

describe('weak protection', () => {
  const weak = () => Object.assign(new FakeKeychain(), { prefix: 'v10' })

  it('is told once and remembered', async () => {
    const first = aSource({ keychain: weak(), answers: { acceptWeakProtection: [true] } })
    await first.source.load()
    expect(first.asked).toEqual(['acceptWeakProtection'])

    const second = aSource({ keychain: weak() })
    expect(await second.source.load()).toEqual(keyOf('a'))
    expect(second.asked).toEqual([])
  })

  it('leaves no key behind when declined', async () => {
    const { source } = aSource({ keychain: weak(), answers: { acceptWeakProtection: [false] } })
    await expect(source.load()).rejects.toBeInstanceOf(Declined)
    expect(readdirSync(directory)).toEqual([])
  })

  it('is told again when the protection was better in between', async () => {
    const answers = () => ({ answers: { acceptWeakProtection: [true] } })
    await aSource({ keychain: weak(), ...answers() }).source.load()
    const better = Object.assign(new FakeKeychain(), { shouldReEncrypt: true })
    await aSource({ keychain: better }).source.load()
    const worse = Object.assign(weak(), { shouldReEncrypt: true })
    const { source, asked } = aSource({ keychain: worse, ...answers() })
    await source.load()
    expect(asked).toEqual(['acceptWeakProtection'])
  })
})

describe('a computer without a keychain', () => {
  const none = () => Object.assign(new FakeKeychain(), { available: false })

  it('keeps the key in a file after asking, and then finds it there', async () => {
    const { source } = aSource({ keychain: none(), answers: { acceptPlainFile: [true] } })
    const key = await source.load()
    expect(readdirSync(directory)).toEqual(['master.key'])
    expect(await aSource({ keychain: none() }).source.load()).toEqual(key)
  })

  it('makes no key when the file is declined', async () => {
    const { source } = aSource({ keychain: none(), answers: { acceptPlainFile: [false] } })
    await expect(source.load()).rejects.toBeInstanceOf(Declined)
    expect(readdirSync(directory)).toEqual([])
  })
})

it('uses the key file of the headless server instead of making a second key', async () => {
  writeFileSync(join(directory, 'master.key'), keyOf('h').toString('base64'))
  const { source } = aSource()
  expect(await source.load()).toEqual(keyOf('h'))
  expect(readdirSync(directory)).toEqual(['master.key'])
})

it.each(['', '{', '[]', '{"version":2,"backend":"x","wrapped":"eA=="}', '{"version":1}'])(
  'stops at a wrapped key that it does not understand and leaves it as it is: %s',
  async (text) => {
    writeFileSync(wrappedPath(), text)
    await expect(aSource().source.load()).rejects.toThrow('It was left as it is')
    expect(readFileSync(wrappedPath(), 'utf8')).toBe(text)
    expect(readdirSync(directory)).toEqual(['master-key.keychain.json'])
  },
)
