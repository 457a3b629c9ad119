import {
  isDigestDue,
  type Notice,
  type SecretEnd,
  toExpiryDigest,
  toLocalDay,
} from './expiry-digest.ts'
import { type LockedOut, LockoutNotices } from './lockout-notices.ts'

export interface NotifierParts {
  readonly preferences: {
    readonly desktop: { readonly notifyExpiring: boolean; readonly notifyLockouts: boolean }
    lastDigestDay: string | undefined
  }
  readonly listSecretEnds: () => Promise<readonly SecretEnd[]>
  readonly listLockouts: () => Promise<readonly LockedOut[]>
  readonly notify: (notice: Notice) => void
  readonly now: () => number
}

/** Notifies of what the settings ask for, and reads nothing for the rest. */
export class Notifier {
  readonly #parts: NotifierParts
  readonly #lockouts = new LockoutNotices()

  constructor(parts: NotifierParts) {
    this.#parts = parts
  }

  async look(): Promise<void> {
    const { notifyExpiring, notifyLockouts } = this.#parts.preferences.desktop
    if (notifyExpiring) await this.#tellOfExpiring()
    if (notifyLockouts) await this.#tellOfLockouts()
  }

  async #tellOfExpiring(): Promise<void> {
    const { preferences, listSecretEnds, notify, now } = this.#parts
    const today = new Date(now())
    if (!isDigestDue(preferences.lastDigestDay, today)) return
    const digest = toExpiryDigest(await listSecretEnds(), today.getTime())
    preferences.lastDigestDay = toLocalDay(today)
    if (digest) notify(digest)
  }

  async #tellOfLockouts(): Promise<void> {
    const { listLockouts, notify, now } = this.#parts
    const notice = this.#lockouts.take(await listLockouts(), now())
    if (notice) notify(notice)
  }
}
