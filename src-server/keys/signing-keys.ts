import type { SigningAlgorithm } from '#contract/settings.ts'
import { listWantedAlgorithms } from '#server/domain/decide-signing-algorithm.ts'
import {
  findWaitingKey,
  isPublished,
  isRotationDue,
  listUnwanted,
  PUBLISHED_AHEAD_MS,
  takeOver,
} from '#server/domain/decide-signing-keys.ts'
import { defaultSettings } from '#server/domain/default-settings.ts'
import type { SigningKey } from '#server/domain/model.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import { generateSigningKey } from './generate-signing-key.ts'
import type { KeyRing } from './key-ring.ts'
import type { Vault } from './vault.ts'

/** What became of the keys, by id. */
export interface KeyChanges {
  readonly created: readonly string[]
  readonly retired: readonly string[]
  readonly deleted: readonly string[]
}

export interface SigningKeyParts {
  readonly store: DoorwardStore
  readonly vault: Vault
  readonly ring: KeyRing
  readonly now: () => number
}

/** The signing keys on the disk: changed one after the other, and durable before they are used. */
export class SigningKeys {
  readonly #parts: SigningKeyParts
  #last: Promise<unknown> = Promise.resolve()

  constructor(parts: SigningKeyParts) {
    this.#parts = parts
  }

  /** The published keys, by algorithm and age. */
  list(): readonly SigningKey[] {
    return this.#parts.ring.published
  }

  /** Makes the keys that these algorithms lack; the first of a running installation wait, too. */
  ensure(algorithms: ReadonlySet<SigningAlgorithm>): Promise<void> {
    return this.ensureFor(algorithms, async () => undefined)
  }

  /** Makes the keys that these algorithms lack, then the change that wants them; no upkeep comes between. */
  ensureFor<T>(algorithms: ReadonlySet<SigningAlgorithm>, change: () => Promise<T>): Promise<T> {
    return this.#inLine(async () => {
      await this.#create(this.#listMissing(algorithms))
      return change()
    })
  }

  /** Has another key take over, once verifiers know it or immediately; one that waits is not made again. */
  rotate(algorithms: readonly SigningAlgorithm[], immediately: boolean): Promise<void> {
    return this.#inLine(async () => {
      const now = this.#parts.now()
      const waiting = algorithms.flatMap(
        (algorithm) => findWaitingKey(this.#stored(), algorithm, now) ?? [],
      )
      const others = algorithms.filter((name) => !waiting.some((key) => key.algorithm === name))
      const successors = await this.#generate(others, immediately ? 0 : PUBLISHED_AHEAD_MS)
      const promoted = immediately ? waiting.map((key) => ({ ...key, activeFrom: now })) : []
      await this.#takeOver([...promoted, ...successors])
    })
  }

  /** Does what is due: makes what is wanted, retires what is not, rotates by schedule, deletes what is over. */
  upkeep(): Promise<KeyChanges> {
    return this.#inLine(async () => {
      const { store, now } = this.#parts
      const settings = store.read.settings.find('settings') ?? defaultSettings
      const wanted = listWantedAlgorithms(settings)
      const due = [...wanted].filter((algorithm) =>
        isRotationDue(this.#stored(), algorithm, settings.signingKeyRotationDays, now()),
      )
      const created = await this.#create([...this.#listMissing(wanted), ...due])
      const unwanted = listUnwanted(this.#stored(), wanted)
      await this.#save(unwanted.map((key) => ({ ...key, retiredAt: now() })))
      const retired = unwanted.map(({ id }) => id)
      return { created, retired, deleted: await this.#deleteOld() }
    })
  }

  async #create(algorithms: readonly SigningAlgorithm[]): Promise<readonly string[]> {
    // Nobody can have the keys of a new installation in a cache.
    const created = await this.#generate(
      algorithms,
      this.#stored().length === 0 ? 0 : PUBLISHED_AHEAD_MS,
    )
    await this.#takeOver(created)
    return created.map(({ id }) => id)
  }

  #generate(algorithms: readonly SigningAlgorithm[], aheadMs: number): Promise<SigningKey[]> {
    const { vault, now } = this.#parts
    const createdAt = now()
    const times = { createdAt, activeFrom: createdAt + aheadMs }
    return Promise.all(algorithms.map((each) => generateSigningKey(each, vault, times)))
  }

  #takeOver(successors: readonly SigningKey[]): Promise<void> {
    const now = this.#parts.now()
    return this.#save(successors.flatMap((key) => takeOver(this.#stored(), key, now)))
  }

  async #deleteOld(): Promise<readonly string[]> {
    const now = this.#parts.now()
    const old = this.#stored().filter((key) => !isPublished(key, now))
    await this.#save([], old)
    return old.map(({ id }) => id)
  }

  async #save(changed: readonly SigningKey[], old: readonly SigningKey[] = []): Promise<void> {
    if (changed.length + old.length === 0) return
    const { store, ring } = this.#parts
    await store.change((tx) => {
      for (const key of changed) tx.signingKeys.put(key)
      for (const { id } of old) tx.signingKeys.delete(id)
    })
    ring.replace(this.#stored())
  }

  #listMissing(algorithms: ReadonlySet<SigningAlgorithm>): SigningAlgorithm[] {
    const living = this.#stored().filter(({ retiredAt }) => retiredAt === null)
    return [...algorithms].filter((name) => !living.some((key) => key.algorithm === name))
  }

  #stored(): readonly SigningKey[] {
    return this.#parts.store.read.signingKeys.list('all', 'all')
  }

  /** Waits for the change before, whatever became of it. */
  #inLine<T>(change: () => Promise<T>): Promise<T> {
    const next = this.#last.then(change)
    this.#last = next.catch(() => undefined)
    return next
  }
}
