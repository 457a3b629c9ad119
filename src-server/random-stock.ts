import { randomFillSync } from 'node:crypto'

const STOCK_BYTES = 4_096

/**
 * Gives random bytes out of a stock, for ids: asking for each of them costs ten times as much. What
 * was given is wiped, so no byte goes out twice. Secrets are made of bytes of their own.
 */
export function createRandomStock(): (length: number) => Uint8Array {
  const stock = new Uint8Array(STOCK_BYTES)
  let used = STOCK_BYTES
  return (length) => {
    if (length > STOCK_BYTES) throw new RangeError(`a stock gives ${STOCK_BYTES} bytes at most`)
    if (length > STOCK_BYTES - used) {
      randomFillSync(stock)
      used = 0
    }
    const given = stock.slice(used, used + length)
    stock.fill(0, used, used + length)
    used += length
    return given
  }
}
