import { isIP } from 'node:net'
import { refuseAddress } from './address-rules.ts'

/**
 * Tells why a URL cannot be an issuer or a place to fetch its keys from; undefined when it can.
 * The same rules hold when an issuer is saved and whenever something is fetched.
 */
export function refuseIssuerUrl(text: string, allowPrivateNetwork: boolean): string | undefined {
  if (!URL.canParse(text)) return 'it is not a URL'
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return 'it must not carry a user name or password'
  // In the text, because a URL that ends in "?" or "#" claims to have neither.
  if (/[?#]/.test(text)) return 'it must have neither query nor fragment'
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

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
