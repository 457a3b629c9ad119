import type { Change } from '#contract/changes.ts'

/** More than this is told as one: whoever reads slowly must not fill the memory. */
const MAXIMUM_WAITING = 100

/** What one caller has not been told yet. */
export class ChangeListener {
  readonly #onEnd: () => void
  #waiting = new Map<string, Change>()
  #isEnded = false
  #sleeper: { readonly wakesOnChange: boolean; wake(): void } | undefined

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  add(change: Change): void {
    if (this.#waiting.has('all')) return
    if (change.resource === 'all' || this.#waiting.size >= MAXIMUM_WAITING) {
      this.#waiting = new Map([['all', { resource: 'all' }]])
    } else {
      this.#waiting.set(`${change.resource} ${change.id ?? ''}`, change)
    }
    if (this.#sleeper?.wakesOnChange) this.#sleeper.wake()
  }

  /** Takes what is waiting, each change once. */
  take(): readonly Change[] {
    const taken = [...this.#waiting.values()]
    this.#waiting.clear()
    return taken
  }

  /** Resolves when something waits, when it has ended, or after the time given. */
  async wait(milliseconds: number): Promise<void> {
    if (this.#waiting.size === 0) await this.#sleep(milliseconds, { wakesOnChange: true })
  }

  /** Resolves after the time given, or when it has ended. */
  pause(milliseconds: number): Promise<void> {
    return this.#sleep(milliseconds, { wakesOnChange: false })
  }

  end(): void {
    this.#isEnded = true
    this.#onEnd()
    this.#sleeper?.wake()
  }

  async #sleep(milliseconds: number, { wakesOnChange }: { wakesOnChange: boolean }): Promise<void> {
    if (this.#isEnded) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      const wake = () => {
        clearTimeout(timer)
        resolve()
      }
      this.#sleeper = { wakesOnChange, wake }
    })
    this.#sleeper = undefined
  }
}
