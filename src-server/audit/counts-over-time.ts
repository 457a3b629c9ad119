/** Counts by spans of time, the latest so many; older ones make room and cost nothing. */
export class CountsOverTime {
  readonly #spanMs: number
  readonly #counts: Float64Array
  /** Which span a place stands for, counted from 1970. */
  readonly #spans: Float64Array

  constructor(spanMs: number, length: number) {
    this.#spanMs = spanMs
    this.#counts = new Float64Array(length)
    this.#spans = new Float64Array(length)
  }

  add(at: number): void {
    const span = Math.floor(at / this.#spanMs)
    const place = span % this.#counts.length
    const held = this.#spans[place] ?? 0
    // What came too late for its span is older than all that is kept.
    if (held > span) return
    const before = held === span ? (this.#counts[place] ?? 0) : 0
    this.#spans[place] = span
    this.#counts[place] = before + 1
  }

  /** Lists the counts up to the present span, which is not over yet, oldest first. */
  list(now: number): readonly number[] {
    const last = Math.floor(now / this.#spanMs)
    const { length } = this.#counts
    return Array.from({ length }, (_, index) => this.#countOf(last - length + 1 + index))
  }

  /** When the first span of a list begins. */
  startOf(now: number): number {
    const last = Math.floor(now / this.#spanMs)
    return (last - this.#counts.length + 1) * this.#spanMs
  }

  #countOf(span: number): number {
    const place = span % this.#counts.length
    return this.#spans[place] === span ? (this.#counts[place] ?? 0) : 0
  }
}
