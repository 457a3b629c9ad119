import { isIP } from 'node:net'
import { refuseAddress } from './address-rules.ts'

/**
 * Tells why a URL cannot be an issuer; undefined when it can. All that holds for what is fetched
 * holds here too, and besides an issuer has neither query nor fragment (OpenID Connect Core §1.2).
 */
export function refuseIssuerUrl(text: string, allowPrivateNetwork: boolean): string | undefined {
  // In the text, because a URL that ends in "?" or "#" claims to have neither.
  if (/[?#]/.test(text)) return 'it must have neither query nor fragment'
  return refuseFetchUrl(text, allowPrivateNetwork)
}

/** Tells why nothing may be fetched from a URL; undefined when something may. */
export function refuseFetchUrl(text: string, allowPrivateNetwork: boolean): string | undefined {
  if (!URL.canParse(text)) return 'it is not a URL'
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return 'it must not carry a user name or password'
  return refuseScheme(url, allowPrivateNetwork) ?? refuseHost(url.hostname, allowPrivateNetwork)
}

function refuseScheme(url: URL, allowPrivateNetwork: boolean): string | undefined {
  if (url.protocol === 'https:') return undefined
  if (url.protocol !== 'http:') return 'it must begin with https://'
  if (!isLoopback(url.hostname))
    return 'it must begin with https:// (http only for a loopback address)'
  if (allowPrivateNetwork) return undefined
  return 'http on a loopback address needs the private-network switch (allowPrivateNetwork)'
}

function refuseHost(hostname: string, allowPrivateNetwork: boolean): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '')
  if (isIP(bare) !== 0) return refuseAddress(bare, allowPrivateNetwork)
  if (allowPrivateNetwork || !isLoopback(hostname)) return undefined
  return 'a loopback address needs the private-network switch (allowPrivateNetwork)'
}

/** Tells whether a host is this machine itself, by its name. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
