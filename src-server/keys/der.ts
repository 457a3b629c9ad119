/** The few kinds of DER (ITU-T X.690) that a certificate is written with. */
export type Der = Buffer

export function sequence(...parts: readonly Der[]): Der {
  return wrap(0x30, ...parts)
}

export function set(...parts: readonly Der[]): Der {
  return wrap(0x31, ...parts)
}

/** `bytes` are big-endian and not negative. */
export function integer(bytes: Uint8Array): Der {
  const first = bytes.findIndex((byte) => byte !== 0)
  const shortest = first === -1 ? Buffer.of(0) : Buffer.from(bytes.subarray(first))
  const isNegative = (shortest[0] ?? 0) >= 0x80
  return wrap(0x02, ...(isNegative ? [Buffer.of(0)] : []), shortest)
}

export function trueValue(): Der {
  return wrap(0x01, Buffer.of(0xff))
}

export function objectId(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return wrap(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(toBase128)]))
}

/** `unusedBits` of the last byte are no part of it. */
export function bitString(bytes: Uint8Array, unusedBits = 0): Der {
  return wrap(0x03, Buffer.of(unusedBits), Buffer.from(bytes))
}

export function octetString(bytes: Uint8Array): Der {
  return wrap(0x04, Buffer.from(bytes))
}

export function utf8(text: string): Der {
  return wrap(0x0c, Buffer.from(text, 'utf8'))
}

/** Whole seconds, as RFC 5280 §4.1.2.5 wants them: two digits of the year until 2049, then four. */
export function time(at: number): Der {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]|\.\d{3}/g, '')
  const isLate = Number(digits.slice(0, 4)) >= 2050
  return wrap(isLate ? 0x18 : 0x17, Buffer.from(isLate ? digits : digits.slice(2), 'ascii'))
}

/** A context-specific tag around other DER. */
export function explicit(tag: number, ...parts: readonly Der[]): Der {
  return wrap(0xa0 + tag, ...parts)
}

/** A context-specific tag in place of the one that the bytes would have. */
export function implicit(tag: number, bytes: Uint8Array): Der {
  return wrap(0x80 + tag, Buffer.from(bytes))
}

function wrap(tag: number, ...parts: readonly Buffer[]): Der {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.of(tag), toLength(content.length), content])
}

function toLength(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length)
  return length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff)
}

function toBase128(value: number): number[] {
  const more = (rest: number): number[] =>
    rest === 0 ? [] : [...more(rest >> 7), (rest & 0x7f) | 0x80]
  return [...more(value >> 7), value & 0x7f]
}
