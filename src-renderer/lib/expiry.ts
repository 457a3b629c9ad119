import { i18next } from './language.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const SOON_DAYS = 14
const usualDays: readonly number[] = [7, 30, 60, 90]

/** The presets that the settings allow, longest last; the maximum itself is always among them. */
export function listPresetDays(maximumDays: number): readonly number[] {
  if (maximumDays < 1) return []
  const allowed = usualDays.filter((days) => days < maximumDays)
  return usualDays.includes(maximumDays) || allowed.length < usualDays.length
    ? [...allowed, maximumDays]
    : allowed
}

/** The instant a preset stands for, on a whole minute, so that what is shown is what is sent. */
export function resolveExpiry(days: number, now: Date): Date {
  return new Date(Math.floor((now.getTime() + days * DAY) / MINUTE) * MINUTE)
}

export type ExpiryState = 'fine' | 'soon' | 'expired'

export function decideExpiryState(expiresAt: Date, now: Date): ExpiryState {
  const left = expiresAt.getTime() - now.getTime()
  if (left <= 0) return 'expired'
  return left <= SOON_DAYS * DAY ? 'soon' : 'fine'
}

/** Says why an instant cannot be an expiry, or nothing when it can. */
export function findExpiryProblem(
  expiresAt: Date,
  now: Date,
  maximumDays: number,
): string | undefined {
  if (Number.isNaN(expiresAt.getTime())) return i18next.t('common:expiry.unreadable')

  const left = expiresAt.getTime() - now.getTime()
  if (left < DAY) return i18next.t('common:expiry.tooSoon')
  if (left > maximumDays * DAY) return i18next.t('common:expiry.tooLate', { count: maximumDays })
  return undefined
}

/** A time as `<input type="datetime-local">` wants it: local, to the minute. */
export function toLocalInput(instant: Date): string {
  const local = new Date(instant.getTime() - instant.getTimezoneOffset() * MINUTE)
  return local.toISOString().slice(0, 16)
}

/** The preset that stands for a time of one's own. */
export const CUSTOM = 'custom'

export interface CustomExpiry {
  readonly preset: typeof CUSTOM
  readonly expiresAt: string
}

/** From the text of a local date field; unreadable text is an empty instant. */
export function chooseCustom(local: string): CustomExpiry {
  const instant = new Date(local)
  const isReadable = !Number.isNaN(instant.getTime())
  return { preset: CUSTOM, expiresAt: isReadable ? instant.toISOString() : '' }
}
