/** More different words than our own code has; what is beyond is counted as one. */
const MAXIMUM_WORDS = 200

/** Counts by two words of our own, such as an error and its reason; cheap enough for every token. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>()

  add(first: string, second: string): void {
    const counts = this.#counts.get(first) ?? new Map<string, number>()
    if (counts.size === 0) this.#counts.set(first, counts)
    const word = counts.size < MAXIMUM_WORDS || counts.has(second) ? second : 'other'
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }

  *entries(): Generator<readonly [first: string, second: string, count: number]> {
    for (const [first, counts] of this.#counts) {
      for (const [second, count] of counts) yield [first, second, count]
    }
  }
}

/** What became of token requests since the start. */
export interface TokenTallies {
  /** By grant type and authentication method. */
  readonly issued: Tally
  /** By error and reason. */
  readonly refused: Tally
  /** Exchanges of outside tokens, by grant and by the stage where they failed, or `accepted`. */
  readonly exchanges: Tally
}

/** Makes tallies that have counted nothing yet. */
export function createTokenTallies(): TokenTallies {
  return { issued: new Tally(), refused: new Tally(), exchanges: new Tally() }
}
