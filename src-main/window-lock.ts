/** Whether the window is covered. It outlives the page, so that loading it again uncovers nothing. */
export class WindowLock {
  readonly #onLock: () => void
  #locked = false

  constructor(onLock: () => void) {
    this.#onLock = onLock
  }

  get isLocked(): boolean {
    return this.#locked
  }

  lock(): void {
    if (this.#locked) return
    this.#locked = true
    this.#onLock()
  }

  unlock(): void {
    this.#locked = false
  }
}
