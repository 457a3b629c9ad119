import type { ProfileId } from '#contract/provider-profiles.ts'
import { profiles } from './profiles.ts'

/**
 * Tells by an issuer's URL which provider it is; `generic` when nothing gives it away. The whole
 * URL is compared, as it would be written, so that no look-alike passes for a provider.
 */
export function recogniseProfile(issuer: string): ProfileId {
  if (!isCanonical(issuer)) return 'generic'
  const known = profiles.flatMap(({ id, issuerUrls }) => issuerUrls.map((url) => ({ id, url })))
  // Paths on hosts of anybody come last, or they would claim those of other providers.
  const sorted = known.toSorted((a, b) => Number(isOnAnyHost(a.url)) - Number(isOnAnyHost(b.url)))
  return sorted.find(({ url }) => toPattern(url).test(issuer))?.id ?? 'generic'
}

/** An issuer is compared character by character, so any other spelling is another issuer. */
function isCanonical(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false
  const { href, username, password, search, hash } = new URL(issuer)
  if (username + password + search + hash !== '') return false
  return href === issuer || href === `${issuer}/`
}

function isOnAnyHost(url: string): boolean {
  return url.startsWith('https://{host}/')
}

const VARYING: Readonly<Record<string, string>> = {
  '{host}': '[^/]+',
  '{label}': '[a-z0-9-]+',
  '{segment}': '[^/]+',
  '{path}': '[^/]+(?:/[^/]+)*',
  '{uuid}': '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
}

function toPattern(url: string): RegExp {
  const parts = url.split(/(\{\w+\})/)
  return new RegExp(`^${parts.map((part) => VARYING[part] ?? escapePattern(part)).join('')}$`)
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
