import { z } from 'zod'
import { listPresetDays, resolveExpiry } from '#renderer/lib/expiry.ts'

/** A chosen expiry; `expiresAt` is resolved when it is chosen, shown, and sent as it stands. */
export const ExpiryChoice = z.object({
  preset: z.string(),
  expiresAt: z.string(),
})
export type ExpiryChoice = z.infer<typeof ExpiryChoice>

export const CUSTOM = 'custom'

export function choosePreset(days: number, now: Date): ExpiryChoice {
  return { preset: String(days), expiresAt: resolveExpiry(days, now).toISOString() }
}

/** From the text of a local date field; unreadable text is an empty instant. */
export function chooseCustom(local: string): ExpiryChoice {
  const instant = new Date(local)
  const isReadable = !Number.isNaN(instant.getTime())
  return { preset: CUSTOM, expiresAt: isReadable ? instant.toISOString() : '' }
}

/** The maximum, as the server would choose it. */
export function chooseDefault(maximumDays: number, now: Date): ExpiryChoice {
  return choosePreset(listPresetDays(maximumDays).at(-1) ?? 0, now)
}
