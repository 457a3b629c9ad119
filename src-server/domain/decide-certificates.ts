import { toClientHost } from './decide-listening.ts'
import type { ListeningSettings, StoredCertificate } from './model.ts'

const DAY_MS = 86_400_000

/** Clients take none of more than 397 days; ours are shorter, as nobody has to think of them. */
export const SERVER_LIFE_MS = 90 * DAY_MS
export const RENEWED_BEFORE_MS = 30 * DAY_MS
/** Everybody who trusts it has to be told of another. */
export const AUTHORITY_LIFE_MS = 3650 * DAY_MS

/** Addresses that mean nothing outside a network of one's own: computers get others there all the time. */
export const privateRanges = [
  { address: '127.0.0.0', prefixBits: 8 },
  { address: '10.0.0.0', prefixBits: 8 },
  { address: '172.16.0.0', prefixBits: 12 },
  { address: '192.168.0.0', prefixBits: 16 },
  { address: '169.254.0.0', prefixBits: 16 },
  { address: '100.64.0.0', prefixBits: 10 },
  { address: '::1', prefixBits: 128 },
  { address: 'fc00::', prefixBits: 7 },
  { address: 'fe80::', prefixBits: 10 },
] as const

/** Lists the hosts that people mean when they set where the server listens. */
export function listChosenNames(listening: ListeningSettings): readonly string[] {
  const { host, tls } = listening
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const chosen = [
    toClientHost(listening).replace(/^\[|\]$/g, ''),
    ...(isEverywhere ? [] : [host]),
    ...(tls.kind === 'own' ? tls.names : []),
  ]
  return [...new Set(chosen.map((name) => name.toLowerCase()))]
}

/** Lists what a certificate is made for: what was chosen, this computer, and where it is just now. */
export function listCertificateNames(
  chosen: readonly string[],
  addresses: readonly string[],
): readonly string[] {
  return [...new Set([...chosen, 'localhost', '127.0.0.1', '::1', ...addresses])]
}

/** Tells whether an authority may sign for a host: one of its names, or below it, or a private address. */
export function isPermitted(name: string, { names }: Pick<StoredCertificate, 'names'>): boolean {
  if (isAddress(name)) return isPrivate(name) || names.includes(name)
  return names.some((permitted) => name === permitted || name.endsWith(`.${permitted}`))
}

/** Tells whether an authority can go on: it outlives what it signs, and may sign for all of it. */
export function isFitAuthority(
  authority: StoredCertificate,
  chosen: readonly string[],
  now: number,
): boolean {
  return (
    authority.expiresAt > now + SERVER_LIFE_MS &&
    chosen.every((name) => isPermitted(name, authority))
  )
}

/** Tells whether a server's certificate can still be shown, and for a while. */
export function isFitCertificate(
  certificate: StoredCertificate,
  names: readonly string[],
  now: number,
): boolean {
  return (
    certificate.expiresAt > now + RENEWED_BEFORE_MS &&
    names.every((name) => certificate.names.includes(name))
  )
}

export function isAddress(name: string): boolean {
  return name.includes(':') || /^\d+(?:\.\d+){3}$/.test(name)
}

function isPrivate(address: string): boolean {
  if (address.includes(':'))
    return /^(?:::1$|(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):)/i.test(address)
  const [first = 0, second = 0] = address.split('.').map(Number)
  return (
    first === 127 ||
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254) ||
    (first === 100 && second >= 64 && second <= 127)
  )
}
