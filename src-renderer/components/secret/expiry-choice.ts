import { z } from 'zod'
import { listPresetDays, resolveExpiry } from '#renderer/lib/expiry.ts'

/** A chosen expiry; `expiresAt` is resolved when it is chosen, shown, and sent as it stands. */
export const ExpiryChoice = z.object({
  preset: z.string(),
  expiresAt: z.string(),
})
export type ExpiryChoice = z.infer<typeof ExpiryChoice>

export function choosePreset(days: number, now: Date): ExpiryChoice {
  return { preset: String(days), expiresAt: resolveExpiry(days, now).toISOString() }
}

/** The maximum, as the server would choose it. */
export function chooseDefault(maximumDays: number, now: Date): ExpiryChoice {
  return choosePreset(listPresetDays(maximumDays).at(-1) ?? 0, now)
}
