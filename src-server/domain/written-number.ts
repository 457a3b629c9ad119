/**
 * A number of a token that JavaScript would round, kept as it was written. It equals no number and
 * no text, and shows as what was written.
 */
export interface WrittenNumber {
  readonly written: string
  toJSON(): string
}

/** Keeps a number as it was written. */
export function createWrittenNumber(written: string): WrittenNumber {
  return Object.freeze({ written, toJSON: () => written })
}

/** Tells a written number from whatever JSON can hold: JSON has no functions, so none can be forged. */
export function isWrittenNumber(value: unknown): value is WrittenNumber {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, 'written') &&
    'toJSON' in value &&
    typeof value.toJSON === 'function'
  )
}

/** Tells whether a JSON number means exactly what JavaScript would read. */
export function isExact(written: string): boolean {
  const value = Number(written)
  if (!Number.isFinite(value)) return false
  if (!Number.isInteger(value)) return true
  // `1.00000000000000000001` reads as 1, and `1e-400` as 0.
  return Number.isSafeInteger(value) && !hasFraction(written, value)
}

function hasFraction(written: string, value: number): boolean {
  if (/^-?\d+$/.test(written)) return false
  const [mantissa = '', exponent = '0'] = written.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.')
  if (value === 0) return /[1-9]/.test(mantissa)
  const digits = whole + fraction
  const pointAt = whole.length + Number(exponent)
  return /[1-9]/.test(digits.slice(Math.max(0, pointAt)))
}
