import { z } from 'zod'

const Theme = z.enum(['system', 'light', 'dark'])
const Language = z.enum(['system', 'en', 'de'])
const Density = z.enum(['comfortable', 'compact'])

export type Theme = z.infer<typeof Theme>

/** How somebody likes the window; each odd value alone counts as absent. */
export const WindowPreferences = z.object({
  theme: Theme.catch('system'),
  language: Language.catch('system'),
  density: Density.catch('comfortable'),
  singleKeys: z.boolean().catch(true),
})
export type WindowPreferences = z.infer<typeof WindowPreferences>

/** A change that the window asks for. */
export const WindowPreferencesInput = z
  .strictObject({ theme: Theme, language: Language, density: Density, singleKeys: z.boolean() })
  .partial()
