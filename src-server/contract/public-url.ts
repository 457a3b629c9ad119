import { z } from 'zod'

/** Where people and clients reach the server; it is also the issuer of all tokens. */
export const PublicUrl = z.string().max(2048).refine(isPublicUrl, {
  message: 'must be an https URL without query or fragment (http only for a loopback address)',
})

function isPublicUrl(text: string): boolean {
  // In the text, because a parsed URL shows neither white space nor an empty query or fragment.
  if (/[\s?#]/.test(text) || !URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname))
}

/** Tells a host that is always this computer, as a URL writes it. */
export function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname)
}
