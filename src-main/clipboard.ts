import { createHash } from 'node:crypto'
import { toConcealedFormats } from './concealed-formats.ts'

/** The part of Electron's clipboard that is used here; `Item` is its ClipboardItem. */
export interface ClipboardParts<Item> {
  readonly clipboard: {
    write(items: Item[]): Promise<void>
    writeText(text: string): Promise<void>
    readText(): Promise<string>
    clear(): void
  }
  /** The text that was last selected, which Linux keeps apart; undefined elsewhere. */
  readonly selection: { readText(): Promise<string>; clear(): void } | undefined
  readonly createItem: (formats: Record<string, string | Blob>) => Item
  readonly platform: NodeJS.Platform
  /** Runs an action later; the answer calls it off. */
  readonly after: (seconds: number, action: () => void) => () => void
  readonly onWarning: (message: string, cause: unknown) => void
}

interface HeldSecret {
  readonly digest: string
  readonly callOff: () => void
}

/** Copies secrets and takes them back; between the two it remembers a hash, never the secret. */
export class SecretClipboard<Item> {
  readonly #parts: ClipboardParts<Item>
  #held: HeldSecret | undefined

  constructor(parts: ClipboardParts<Item>) {
    this.#parts = parts
  }

  /** Copies a secret, marked as one, and clears it after the time unless something else was copied; 0 keeps it. */
  async copy(text: string, clearAfterSeconds: number): Promise<void> {
    this.keep()
    await this.#write(text)
    if (clearAfterSeconds === 0) return

    this.#held = {
      digest: digestOf(text),
      callOff: this.#parts.after(clearAfterSeconds, () => {
        this.clear().catch((cause) =>
          this.#parts.onWarning('The clipboard could not be cleared.', cause),
        )
      }),
    }
  }

  /** Leaves what `copy` put there for good. */
  keep(): void {
    this.#held?.callOff()
    this.#held = undefined
  }

  /** Clears what `copy` put there and is still there; called early, at quit, it calls off the timer. */
  async clear(): Promise<void> {
    const held = this.#held
    if (!held) return
    this.#held = undefined
    held.callOff()

    const { clipboard, selection } = this.#parts
    for (const place of selection ? [clipboard, selection] : [clipboard]) {
      if (digestOf(await place.readText()) === held.digest) place.clear()
    }
  }

  async #write(text: string): Promise<void> {
    const { clipboard, createItem, platform, onWarning } = this.#parts
    const markers = Object.entries(toConcealedFormats(platform)).map(
      ([name, bytes]) => [name, new Blob([bytes])] as const,
    )
    try {
      await clipboard.write([createItem({ 'text/plain': text, ...Object.fromEntries(markers) })])
    } catch (cause) {
      // A secret is shown once: copying it unmarked is better than not at all.
      onWarning('The clipboard refused the markers of a secret; it was copied without them.', cause)
      await clipboard.writeText(text)
    }
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
