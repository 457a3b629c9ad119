const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** What a secret is for; the prefix lets people and scanners tell at a glance. */
export type SecretPrefix = 'dwcs' | 'dwat' | 'dwap' | 'dwsl'

/** 43 base62 characters hold 256 random bits. */
const BODY_LENGTH = 43
const CHECKSUM_LENGTH = 6

/** Matches every secret of ours, for secret scanners and for tests that search for leaks. */
export const SECRET_PATTERN = /\bdw(?:cs|at|ap|sl)_[0-9a-z]{26}_[0-9A-Za-z]{49}\b/

export interface ParsedSecret {
  readonly prefix: SecretPrefix
  /** The part of the id after its prefix; finds the record with one look-up. */
  readonly publicId: string
}

/**
 * Writes a secret as `dwcs_<public id>_<256 random bits><checksum>`: no character needs encoding
 * anywhere, and a double click selects it all.
 */
export function toSecret(prefix: SecretPrefix, publicId: string, random: Uint8Array): string {
  const start = `${prefix}_${publicId}_${toBase62(random, BODY_LENGTH)}`
  return start + checksum(start)
}

/** Reads the public part of a secret; undefined when it is not ours or was mistyped. */
export function parseSecret(text: string): ParsedSecret | undefined {
  const match = /^(dwcs|dwat|dwap|dwsl)_([0-9a-z]{26})_[0-9A-Za-z]{49}$/.exec(text)
  if (!match) return undefined
  const start = text.slice(0, -CHECKSUM_LENGTH)
  if (checksum(start) !== text.slice(-CHECKSUM_LENGTH)) return undefined
  // Safe: the expression admits just these prefixes and both groups always match.
  return { prefix: match[1] as SecretPrefix, publicId: match[2] as string }
}

/** The last four characters: enough to tell two secrets apart, of no use to a thief. */
export function toHint(secret: string): string {
  return secret.slice(-4)
}

function toBase62(bytes: Uint8Array, length: number): string {
  let value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  let digits = ''
  while (digits.length < length) {
    digits = ALPHABET.charAt(Number(value % 62n)) + digits
    value /= 62n
  }
  return digits
}

function checksum(text: string): string {
  // Without BigInt, for every secret that is sent is checked.
  let rest = crc32(text)
  let digits = ''
  while (digits.length < CHECKSUM_LENGTH) {
    digits = ALPHABET.charAt(rest % 62) + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let entry = index
  for (let bit = 0; bit < 8; bit += 1) entry = entry & 1 ? (entry >>> 1) ^ 0xedb88320 : entry >>> 1
  return entry >>> 0
})

/** Of the characters that a secret has, each is one byte. */
function crc32(text: string): number {
  let sum = 0xffffffff
  for (let at = 0; at < text.length; at++) {
    sum = (sum >>> 8) ^ (CRC_TABLE[(sum ^ text.charCodeAt(at)) & 255] ?? 0)
  }
  return (sum ^ 0xffffffff) >>> 0
}
