import type { FieldError } from '#contract/error-codes.ts'
import { type CertificateFacts, type CertificatePair, showCertificate } from './certificate-pair.ts'

/** Gives the pair that should be in use, or what keeps it from being used; `fresh` asks for another than now. */
export type LoadCertificate = (fresh: boolean) => Promise<CertificatePair | readonly FieldError[]>

/** The certificate that the server shows: it changes while connections go on. */
export class ServerCertificate {
  readonly #load: LoadCertificate
  readonly #listeners = new Set<(pair: CertificatePair) => void>()
  #current: CertificatePair
  #trouble: readonly FieldError[]
  #last: Promise<unknown> = Promise.resolve()

  /** `trouble` is what clients may refuse the first pair for. */
  constructor(load: LoadCertificate, first: CertificatePair, trouble: readonly FieldError[]) {
    this.#load = load
    this.#current = first
    this.#trouble = trouble
  }

  get current(): CertificatePair {
    return this.#current
  }

  get facts(): CertificateFacts {
    return showCertificate(this.#current.certificate)
  }

  /** What is wrong with the newest pair, in whose place the last good one is shown. */
  get trouble(): readonly FieldError[] {
    return this.#trouble
  }

  /** Tells of every later pair, until the function that it gives is called. */
  watch(listener: (pair: CertificatePair) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Takes the pair that should be in use; one that is not good changes nothing but `trouble`. */
  reload({ fresh = false } = {}): Promise<'changed' | 'same' | 'refused'> {
    const next = this.#last.then(async () => this.#take(await this.#load(fresh)))
    this.#last = next.catch(() => undefined)
    return next
  }

  #take(loaded: CertificatePair | readonly FieldError[]): 'changed' | 'same' | 'refused' {
    if (!('certificate' in loaded)) {
      this.#trouble = loaded
      return 'refused'
    }
    this.#trouble = []
    const { certificate, key } = this.#current
    if (loaded.certificate === certificate && loaded.key === key) return 'same'
    this.#current = loaded
    for (const listener of this.#listeners) listener(loaded)
    return 'changed'
  }
}
