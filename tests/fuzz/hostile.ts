import fc from 'fast-check'

/** Names that every object inherits, and what else has meant more than itself somewhere. */
export const hostileName = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  'length',
  'id',
  '',
  '0',
  '-1',
  '$ref',
  'a.b',
  'a[b]',
  '\0',
  '\ud800',
)

const knownTexts = fc.constantFrom(
  '',
  ' ',
  '\0',
  'a\0b',
  '\r\nx-injected: 1',
  '\u202e\u200b',
  '\ud800',
  '\udfff\ud800',
  '\u{10ffff}',
  'İı',
  '..',
  '../../etc/passwd',
  '..%2f..%2f',
  '%00',
  '%zz',
  '%',
  '%25%32%66',
  '\\',
  '\\*',
  '*',
  '**',
  '/',
  '//',
  'acme/../acme',
  'null',
  'true',
  '0',
  '-0',
  '1e999',
  '9007199254740993',
  'NaN',
  '2027-02-18T00:00:00Z',
  '9999-12-31T23:59:59-23:59',
  '0000-01-01T00:00:00+23:59',
  '+275760-09-13T00:00:00.001Z',
  'P1Y2M3DT4H',
  'P99999999999D',
  'PT1e3S',
  'https://127.0.0.1',
  'http://[::ffff:169.254.169.254]/',
  'https://user@issuer.example',
  'javascript:alert(1)',
  '<img src=x onerror=alert(1)>',
  `{"$ne":null}`,
  `' or 1=1 --`,
  '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
)

/** Any text at all, as likely as not one that has caused trouble somewhere. */
export const hostileText = fc.oneof(
  knownTexts,
  hostileName,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc
    .tuple(
      fc.constantFrom('a', 'ä', '\u{1f600}', ' ', '*', '.', '/', '['),
      fc.constantFrom(63, 65, 257, 2049, 5000),
    )
    .map(([text, times]) => text.repeat(times)),
)

/** Numbers at the edges of what something can hold. */
export const hostileNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 0.5, 1e21, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 63),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
)

const nested = fc
  .tuple(fc.constantFrom('[', '{"a":'), fc.constantFrom(5, 50, 99, 101, 300))
  .map(([open, depth]) => {
    const close = open === '[' ? ']' : '}'
    const inner = open === '[' ? '' : '1'
    return JSON.parse(open.repeat(depth) + inner + close.repeat(depth)) as unknown
  })

const leaf = fc.oneof(hostileText, hostileNumber, fc.boolean(), fc.constant(null))

/** Any JSON value; objects may have a member of their own that is called `__proto__`. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: leaf },
  { weight: 2, arbitrary: fc.array(leaf, { maxLength: 5 }) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.tuple(fc.oneof(hostileName, hostileText), leaf), { maxLength: 5 })
      .map((entries) => toObject(entries)),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 1, arbitrary: nested },
)

/** Makes an object whose members are all its own, whatever they are called. */
export function toObject(entries: Iterable<readonly [string, unknown]>): object {
  const made = {}
  for (const [name, value] of entries) {
    Object.defineProperty(made, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return made
}

/** Spells text with escapes where none are needed, or once too often, as filters are got past. */
export const encodedText = fc
  .tuple(hostileText, fc.constantFrom('plain', 'all', 'twice', 'overlong', 'raw'))
  .map(([text, how]) => {
    const plain = encodeURIComponent(toWellFormed(text))
    if (how === 'plain') return plain
    if (how === 'twice') return encodeURIComponent(plain)
    if (how === 'overlong') return plain.replaceAll('%2F', '%c0%af').replaceAll('%00', '%c0%80')
    if (how === 'raw') return text.replaceAll(/[^!-~]/g, '')
    return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  })

/** Puts a replacement for what no encoding can carry: half of a surrogate pair. */
export function toWellFormed(text: string): string {
  return Buffer.from(text).toString('utf8')
}
