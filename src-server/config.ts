import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import envPaths from 'env-paths'
import { z } from 'zod'
import { PublicUrl } from '#contract/public-url.ts'
import type { GivenListening } from './domain/decide-listening.ts'
import type { TlsSettings } from './domain/model.ts'
import { StartError } from './errors.ts'

/** What flags and environment say; about listening, what is stored holds where they say nothing. */
export interface Config extends GivenListening {
  readonly dataDirectory: string
  readonly masterKeyFile: string | undefined
  readonly logLevel: LogLevel
}

const LogLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
export type LogLevel = z.infer<typeof LogLevel>

const Port = z
  .string()
  .regex(/^\d{1,5}$/, 'is not a port number')
  .transform(Number)
  .refine((port) => port <= 65_535, 'is not a port number (0 to 65535)')

/** Every setting: its flag; the environment variable is the same name in capitals. */
const settings = {
  'data-dir': z.string().min(1, 'must name a directory'),
  host: z.string().min(1, 'must be an address to listen on'),
  port: Port,
  'public-url': PublicUrl,
  tls: z.enum(['none', 'files', 'own']),
  'tls-cert-file': z.string().min(1, 'must name a file'),
  'tls-key-file': z.string().min(1, 'must name a file'),
  'master-key-file': z.string().min(1, 'must name a file'),
  'log-level': LogLevel,
} as const

type Flag = keyof typeof settings
type Environment = Readonly<Record<string, string | undefined>>

/** Reads the settings from flags and environment; a flag wins. Throws a `StartError` (exit 2) that names what is wrong. */
export function readConfig(environment: Environment, args: readonly string[]): Config {
  const flags = parseFlags(args)
  const read = <F extends Flag>(flag: F) => readSetting(flag, flags[flag], environment)
  const nameOf = (flag: Flag) => findSource(flag, flags, environment)
  return {
    dataDirectory: resolve(read('data-dir') ?? envPaths('doorward', { suffix: '' }).data),
    host: read('host'),
    port: read('port'),
    publicUrl: read('public-url')?.replace(/\/$/, ''),
    tls: toTls(read('tls'), read('tls-cert-file'), read('tls-key-file')),
    setBy: {
      ...{ host: nameOf('host'), port: nameOf('port'), publicUrl: nameOf('public-url') },
      tls: nameOf('tls') ?? nameOf('tls-cert-file'),
    },
    masterKeyFile: read('master-key-file'),
    logLevel: read('log-level') ?? 'info',
  }
}

/** `tls` decides where it is given, so that it is the way out of files that cannot be used. */
function toTls(
  kind: TlsSettings['kind'] | undefined,
  certificateFile: string | undefined,
  keyFile: string | undefined,
): TlsSettings | undefined {
  if (kind === 'none') return { kind }
  if (kind === 'own') return { kind, names: [] }
  if (certificateFile !== undefined && keyFile !== undefined) {
    return { kind: 'files', certificateFile: resolve(certificateFile), keyFile: resolve(keyFile) }
  }
  if (kind === undefined && certificateFile === undefined && keyFile === undefined) return undefined
  throw new StartError(
    'TLS by files needs both: the certificate with --tls-cert-file (DOORWARD_TLS_CERT_FILE) and its key with --tls-key-file (DOORWARD_TLS_KEY_FILE).',
    2,
  )
}

/** Reads the settings that this process was started with. */
export function readOwnConfig(args: readonly string[]): Config {
  return readConfig(process.env, args)
}

function parseFlags(args: readonly string[]): Partial<Record<Flag, string>> {
  const options = Object.fromEntries(
    Object.keys(settings).map((flag) => [flag, { type: 'string' as const }]),
  )
  try {
    return parseArgs({ args: [...args], options, strict: true }).values
  } catch (cause) {
    const known = Object.keys(settings).map((flag) => `--${flag}`)
    const message = cause instanceof Error ? cause.message.split('. ')[0] : String(cause)
    throw new StartError(`${message}. Known flags: ${known.join(', ')}.`, 2, cause)
  }
}

function readSetting<F extends Flag>(
  flag: F,
  fromFlag: string | undefined,
  environment: Environment,
): z.output<(typeof settings)[F]> | undefined {
  const variable = toVariable(flag)
  const [name, text] =
    fromFlag === undefined ? [variable, environment[variable]] : [`--${flag}`, fromFlag]
  if (text === undefined || (text === '' && fromFlag === undefined)) return undefined

  const parsed = settings[flag].safeParse(text)
  if (parsed.success) return parsed.data as z.output<(typeof settings)[F]>
  const reason = parsed.error.issues[0]?.message ?? 'is not valid'
  throw new StartError(`${name}=${JSON.stringify(text)}: ${reason}.`, 2)
}

function toVariable(flag: Flag): string {
  return `DOORWARD_${flag.toUpperCase().replaceAll('-', '_')}`
}

/** Names what sets a value, so that people know where to change it. */
function findSource(
  flag: Flag,
  flags: Partial<Record<Flag, string>>,
  environment: Environment,
): string | undefined {
  if (flags[flag] !== undefined) return `--${flag}`
  return environment[toVariable(flag)] ? toVariable(flag) : undefined
}
