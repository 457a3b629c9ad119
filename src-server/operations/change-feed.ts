import type { Change, ChangedResource } from '#contract/changes.ts'
import { AppError } from '#server/errors.ts'
import { ChangeListener } from './change-listener.ts'

/** Each holds a connection open; a window has one. */
const MAXIMUM_LISTENERS = 500
/** What never stops is told of this often. */
const NOTED_EVERY_MS = 1000

/** Tells of changes to whoever listens just then; nothing is kept for those who come later. */
export class ChangeFeed {
  readonly #listeners = new Set<ChangeListener>()
  readonly #noted = new Set<ChangedResource>()
  #notedAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  tell(change: Change): void {
    for (const listener of this.#listeners) listener.add(change)
  }

  /**
   * Tells of what may happen thousands of times a second, at once and then once a second; each
   * time costs no more than a mark, and nothing while nobody listens.
   */
  note(resource: ChangedResource): void {
    if (this.#listeners.size === 0) return
    this.#noted.add(resource)
    this.#timer ??= setTimeout(() => this.#tellNoted(), this.#untilNext()).unref()
  }

  /** Starts to listen, until the listener is ended. */
  listen(): ChangeListener {
    if (this.#listeners.size >= MAXIMUM_LISTENERS) {
      throw new AppError(
        'limit_reached',
        `${MAXIMUM_LISTENERS} callers follow the changes already. Close a window, then try again.`,
      )
    }
    const listener = new ChangeListener(() => this.#listeners.delete(listener))
    this.#listeners.add(listener)
    if (this.#isClosed) listener.end()
    return listener
  }

  /** Ends every listener, and each that comes later at once. */
  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    for (const listener of this.#listeners) listener.end()
  }

  #untilNext(): number {
    return Math.max(0, this.#notedAt + NOTED_EVERY_MS - performance.now())
  }

  #tellNoted(): void {
    this.#timer = undefined
    this.#notedAt = performance.now()
    for (const resource of this.#noted) this.tell({ resource })
    this.#noted.clear()
  }
}
