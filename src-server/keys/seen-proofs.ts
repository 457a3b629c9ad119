/** Proofs that are good at one time are not more than this, or nobody gets in with another. */
const MAXIMUM = 200_000

/** Remembers, in memory, which proofs were used, for as long as they would be accepted again. */
export class SeenProofs {
  /** When each may be forgotten; all are kept equally long, so the oldest comes first. */
  readonly #ends = new Map<string, number>()
  readonly #keepMs: number
  readonly #maximum: number

  constructor(keepMs: number, maximum = MAXIMUM) {
    this.#keepMs = keepMs
    this.#maximum = maximum
  }

  /** Claims a proof; when there is no room it is refused, since forgetting another would let that one in again. */
  claim(id: string, now: number): 'claimed' | 'replayed' | 'full' {
    this.#forgetEnded(now)
    if (this.#ends.has(id)) return 'replayed'
    if (this.#ends.size >= this.#maximum) return 'full'
    this.#ends.set(id, now + this.#keepMs)
    return 'claimed'
  }

  #forgetEnded(now: number): void {
    for (const [id, end] of this.#ends) {
      if (end >= now) return
      this.#ends.delete(id)
    }
  }
}
