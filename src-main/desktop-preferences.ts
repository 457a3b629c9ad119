import { z } from 'zod'
import { toOutsideUrl } from './open-outside.ts'

const WhenClosed = z.enum(['ask', 'keep_running', 'quit'])
const Minutes = z.number().int().min(0).max(240)
const Seconds = z.union([z.literal(0), z.number().int().min(10).max(300)])
const Feed = z.union([z.literal(''), z.string().max(2048).refine(isWebAddress)])

/** What is remembered about the desktop app; each odd value alone counts as absent. */
export const DesktopPreferences = z.object({
  whenClosed: WhenClosed.catch('ask'),
  // Nobody is notified, locked out or looked up before they ask for it.
  notifyExpiring: z.boolean().catch(false),
  notifyLockouts: z.boolean().catch(false),
  lockAfterMinutes: Minutes.catch(0),
  clearClipboardSeconds: Seconds.catch(45),
  updateFeed: Feed.catch(''),
})
export type DesktopPreferences = z.infer<typeof DesktopPreferences>

/** A change that the window asks for; `startAtLogin` is kept by the operating system. */
export const DesktopSettingsInput = z
  .strictObject({
    whenClosed: WhenClosed,
    startAtLogin: z.boolean(),
    notifyExpiring: z.boolean(),
    notifyLockouts: z.boolean(),
    lockAfterMinutes: Minutes,
    clearClipboardSeconds: Seconds,
    updateFeed: Feed,
  })
  .partial()

function isWebAddress(text: string): boolean {
  return toOutsideUrl(text)?.startsWith('https:') === true
}
