import { z } from 'zod'

/** What RFC 3986 §4.3 allows in an absolute URI, which has no fragment. */
const ABSOLUTE_URI = /^[a-z][a-z0-9+.-]*:(?:[\w.~:/?@!$&'()*+,;=[\]-]|%[0-9a-f]{2})+$/i

/** Tells whether a text may name a resource: an absolute URI without fragment (RFC 8707 §2). */
export function isResourceIndicator(text: string): boolean {
  if (text.length > 2048 || !ABSOLUTE_URI.test(text) || !URL.canParse(text)) return false
  return !/^https?:/i.test(text) || /^https?:\/\/[^/?]/i.test(text)
}

export const ResourceIndicator = z
  .string()
  .refine(
    isResourceIndicator,
    'Give an absolute URI without fragment, such as https://api.example.',
  )
  .meta({ examples: ['https://billing.acme.example'] })
