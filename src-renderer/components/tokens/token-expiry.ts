import { z } from 'zod'
import type { TokenIntent } from '#contract/tokens.ts'

const MINUTE = 60_000
const DAY_MINUTES = 24 * 60

/** A chosen expiry; null never comes, and an empty text is not chosen yet. */
export const TokenExpiry = z.object({ preset: z.string(), expiresAt: z.string().nullable() })
export type TokenExpiry = z.infer<typeof TokenExpiry>

export const NEVER = 'never'

/** In minutes. */
export const tokenPresets = [30, ...[1, 7, 30, 90, 365].map((days) => days * DAY_MINUTES)] as const

/** As long as the server lets such a token live when nobody says anything. */
export function chooseUsualExpiry(intent: TokenIntent, now: Date): TokenExpiry {
  return chooseTokenPreset(String(intent === 'api' ? 30 : 365 * DAY_MINUTES), now)
}

export function chooseTokenPreset(preset: string, now: Date): TokenExpiry {
  if (preset === NEVER) return { preset, expiresAt: null }
  const instant = Math.ceil((now.getTime() + Number(preset) * MINUTE) / MINUTE) * MINUTE
  return { preset, expiresAt: new Date(instant).toISOString() }
}

/** How a preset is said: minutes below a day, else days. */
export function measurePreset(minutes: number): { unit: 'minutes' | 'days'; count: number } {
  return minutes < DAY_MINUTES
    ? { unit: 'minutes', count: minutes }
    : { unit: 'days', count: minutes / DAY_MINUTES }
}
