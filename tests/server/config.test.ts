import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Config, readConfig } from '#server/config.ts'
import { StartError } from '#server/errors.ts'

/** Reads settings that must be refused, and gives the refusal. */
function refusalOf(environment: Record<string, string>, args: readonly string[] = []): StartError {
  try {
    readConfig(environment, args)
  } catch (error) {
    if (error instanceof StartError) return error
    throw error
  }
  throw new Error('the settings were accepted')
}

it('needs no setting at all', () => {
  const config = readConfig({}, [])
  expect(config).toEqual({
    dataDirectory: expect.stringContaining('doorward'),
    host: undefined,
    port: undefined,
    publicUrl: undefined,
    tls: undefined,
    setBy: { host: undefined, port: undefined, publicUrl: undefined, tls: undefined },
    masterKeyFile: undefined,
    logLevel: 'info',
  })
  expect(resolve(config.dataDirectory)).toBe(config.dataDirectory)
})

const settings: readonly (readonly [
  string,
  string,
  string,
  string,
  keyof Config,
  unknown,
  unknown,
])[] = [
  ['--data-dir', 'DOORWARD_DATA_DIR', '/a', '/b', 'dataDirectory', '/a', '/b'],
  ['--host', 'DOORWARD_HOST', '0.0.0.0', '::1', 'host', '0.0.0.0', '::1'],
  ['--port', 'DOORWARD_PORT', '8000', '9000', 'port', 8000, 9000],
  [
    '--public-url',
    'DOORWARD_PUBLIC_URL',
    'https://a.example',
    'https://b.example',
    'publicUrl',
    'https://a.example',
    'https://b.example',
  ],
  [
    '--master-key-file',
    'DOORWARD_MASTER_KEY_FILE',
    '/k/a',
    '/k/b',
    'masterKeyFile',
    '/k/a',
    '/k/b',
  ],
  ['--log-level', 'DOORWARD_LOG_LEVEL', 'debug', 'silent', 'logLevel', 'debug', 'silent'],
]

describe.each(settings)('%s, %s', (flag, variable, one, other, name, oneValue, otherValue) => {
  it('is read from the environment', () => {
    expect(readConfig({ [variable]: one }, [])[name]).toBe(oneValue)
  })

  it('is read from a flag', () => {
    expect(readConfig({}, [flag, one])[name]).toBe(oneValue)
    expect(readConfig({}, [`${flag}=${one}`])[name]).toBe(oneValue)
  })

  it('is taken from the flag where both are given, even if the environment is wrong', () => {
    expect(readConfig({ [variable]: one }, [flag, other])[name]).toBe(otherValue)
    expect(readConfig({ [variable]: '' }, [flag, other])[name]).toBe(otherValue)
  })

  it('is left at its default by an empty variable', () => {
    expect(readConfig({ [variable]: '' }, [])).toEqual(readConfig({}, []))
  })

  it('is refused by name when its flag is empty', () => {
    const refusal = refusalOf({}, [`${flag}=`])
    expect(refusal.exitCode).toBe(2)
    expect(refusal.message).toContain(`${flag}=""`)
  })
})

it('says what set where it listens, so that people know where to change it', () => {
  const environment = { DOORWARD_PORT: '8000', DOORWARD_PUBLIC_URL: '', DOORWARD_HOST: '::1' }
  expect(readConfig(environment, ['--host', '127.0.0.1']).setBy).toEqual({
    host: '--host',
    port: 'DOORWARD_PORT',
    publicUrl: undefined,
    tls: undefined,
  })
})

describe('a bad value is refused by the name of its setting, in one line', () => {
  it.each([
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '99999'],
    ['PORT', '123456'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['PORT', '1e3'],
    ['PORT', ' 80'],
    ['PORT', '80\n'],
    ['PORT', 'http'],
    ['PORT', '٨٠'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_LEVEL', 'INFO'],
    ['LOG_LEVEL', 'constructor'],
    ['PUBLIC_URL', 'door.example'],
    ['PUBLIC_URL', 'http://door.example'],
    ['PUBLIC_URL', 'http://192.168.1.7:7420'],
    ['PUBLIC_URL', 'http://localhost.evil.example'],
    ['PUBLIC_URL', 'http://127.0.0.1.evil.example'],
    ['PUBLIC_URL', 'https://door.example?a=b'],
    ['PUBLIC_URL', 'https://door.example/?'],
    ['PUBLIC_URL', 'https://door.example#a'],
    ['PUBLIC_URL', 'https://door.example/#'],
    ['PUBLIC_URL', 'https://user@door.example'],
    ['PUBLIC_URL', 'https://user:secret@door.example'],
    ['PUBLIC_URL', 'https://:secret@door.example'],
    ['PUBLIC_URL', ' https://door.example'],
    ['PUBLIC_URL', 'https://door.example\n'],
    ['PUBLIC_URL', 'https://door.exa\tmple'],
    ['PUBLIC_URL', 'https://door example'],
    ['PUBLIC_URL', 'ftp://door.example'],
    ['PUBLIC_URL', 'javascript:alert(1)'],
    ['PUBLIC_URL', 'file:///door'],
  ])('DOORWARD_%s=%j', (name, value) => {
    const refusal = refusalOf({ [`DOORWARD_${name}`]: value })
    expect(refusal.exitCode).toBe(2)
    expect(refusal.message).toContain(`DOORWARD_${name}=${JSON.stringify(value)}`)
    expect(refusal.message).not.toContain('\n')

    const flag = `--${name.toLowerCase().replace('_', '-')}`
    const refusedFlag = refusalOf({}, [`${flag}=${value}`])
    expect(refusedFlag.exitCode).toBe(2)
    expect(refusedFlag.message).toContain(`${flag}=${JSON.stringify(value)}`)
  })

  it('says which log levels there are', () => {
    const { message } = refusalOf({ DOORWARD_LOG_LEVEL: 'loud' })
    for (const level of ['error', 'warn', 'info', 'debug', 'silent'])
      expect(message).toContain(level)
  })
})

describe('the public URL', () => {
  it.each([
    ['https://door.example', 'https://door.example'],
    ['https://door.example/', 'https://door.example'],
    ['https://door.example/auth', 'https://door.example/auth'],
    ['https://door.example/auth/', 'https://door.example/auth'],
    ['https://door.example:8443/', 'https://door.example:8443'],
    ['http://127.0.0.1:7420/', 'http://127.0.0.1:7420'],
    ['http://127.9.9.9', 'http://127.9.9.9'],
    ['http://localhost:7420', 'http://localhost:7420'],
    ['http://[::1]:7420/', 'http://[::1]:7420'],
  ])('%s becomes the issuer %s', (given, issuer) => {
    expect(readConfig({ DOORWARD_PUBLIC_URL: given }, []).publicUrl).toBe(issuer)
  })
})

describe('TLS', () => {
  const certificateFile = '/tls/chain.pem'
  const keyFile = '/tls/key.pem'
  const both = { DOORWARD_TLS_CERT_FILE: certificateFile, DOORWARD_TLS_KEY_FILE: keyFile }

  it.each([
    ['files that are named', both, [], { kind: 'files', certificateFile, keyFile }],
    ['files, said twice', both, ['--tls', 'files'], { kind: 'files', certificateFile, keyFile }],
    ['none, whatever files are named', both, ['--tls', 'none'], { kind: 'none' }],
    ['none, by a variable', { ...both, DOORWARD_TLS: 'none' }, [], { kind: 'none' }],
    ['what is stored', {}, [], undefined],
  ])('is by %s', (_, environment, args, tls) => {
    expect(readConfig(environment, args).tls).toEqual(tls)
  })

  it.each([
    ['--tls-cert-file', ['--tls-cert-file', certificateFile]],
    ['--tls-key-file', ['--tls-key-file', keyFile]],
    ['--tls=files', ['--tls', 'files']],
  ])('by %s alone is refused, and says what is missing', (_, args) => {
    const { message, exitCode } = refusalOf({}, args)
    expect(exitCode).toBe(2)
    expect(message).toMatch(/--tls-cert-file .*--tls-key-file/)
  })

  it('is refused where it is no kind of TLS', () => {
    expect(refusalOf({}, ['--tls', 'on']).message).toContain('--tls="on"')
  })
})

describe('the port', () => {
  it.each([
    ['0', 0],
    ['1', 1],
    ['65535', 65_535],
    ['00080', 80],
  ])('%s', (text, port) => {
    expect(readConfig({ DOORWARD_PORT: text }, []).port).toBe(port)
  })
})

it('makes the data directory absolute', () => {
  expect(readConfig({}, ['--data-dir', 'data/here']).dataDirectory).toBe(resolve('data/here'))
})

describe('what is not a setting is refused', () => {
  const known = [
    '--data-dir',
    '--host',
    '--port',
    '--public-url',
    '--tls',
    '--tls-cert-file',
    '--tls-key-file',
    '--master-key-file',
    '--log-level',
  ]

  it.each([
    ['an unknown flag', ['--prot', '80'], '--prot'],
    ['an unknown flag with a value', ['--prot=80'], '--prot'],
    ['a short flag', ['-p', '80'], '-p'],
    ['a flag in capitals', ['--PORT', '80'], '--PORT'],
    ['an inherited name', ['--constructor=x'], '--constructor'],
    ['a word', ['serve'], 'serve'],
    ['a flag without its value', ['--port'], '--port'],
    ['a flag whose value is a flag', ['--host', '--port', '80'], '--host'],
  ])('%s, and the known flags are listed', (_, args, named) => {
    const { message, exitCode } = refusalOf({}, args)
    expect(exitCode).toBe(2)
    expect(message).toContain(named)
    for (const flag of known) expect(message).toContain(flag)
  })

  it('in the environment only where it is ours', () => {
    expect(readConfig({ PORT: '80', HOST: '0.0.0.0', DOORWARD_X: 'y' }, [])).toEqual(
      readConfig({}, []),
    )
  })
})
