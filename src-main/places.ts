import { parseLink } from './parse-link.ts'

interface PlaceParts {
  /** Brings the window to the front, and lets it know that it is wanted somewhere. */
  readonly call: () => void
  readonly onIgnored: () => void
}

/** Where a link, a menu or a notification wants the window to go; kept until the window takes it. */
export class Places {
  readonly #parts: PlaceParts
  #next: string | undefined

  constructor(parts: PlaceParts) {
    this.#parts = parts
  }

  /** Leads to what a link names; any other link is ignored, and its text kept out of the log. */
  follow(link: string): void {
    const place = parseLink(link)
    if (place === undefined) this.#parts.onIgnored()
    else this.lead(place)
  }

  lead(place: string): void {
    this.#next = place
    this.#parts.call()
  }

  /** Gives the place once. */
  take(): string | null {
    const place = this.#next ?? null
    this.#next = undefined
    return place
  }
}
