import type { Change } from '#contract/changes.ts'
import { AppError } from '#server/errors.ts'
import { ChangeListener } from './change-listener.ts'

/** Each holds a connection open; a window has one. */
const MAXIMUM_LISTENERS = 500

/** Tells of changes to whoever listens just then; nothing is kept for those who come later. */
export class ChangeFeed {
  readonly #listeners = new Set<ChangeListener>()
  #isClosed = false

  tell(change: Change): void {
    for (const listener of this.#listeners) listener.add(change)
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
    for (const listener of this.#listeners) listener.end()
  }
}
