import { isIP } from 'node:net'

/**
 * Decides whether a `Host` header names this server. A web page elsewhere can point its own domain
 * at our address (DNS rebinding), but never make the browser send an IP address or `localhost`.
 */
export function createHostCheck(issuer: string): (host: string | undefined) => boolean {
  const publicName = new URL(issuer).hostname
  return (host) => {
    const name = host === undefined ? undefined : toHostname(host)
    if (name === undefined) return false
    return name === 'localhost' || name === publicName || isIP(name.replace(/^\[|\]$/g, '')) !== 0
  }
}

function toHostname(host: string): string | undefined {
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return undefined
  return new URL(`http://${host}`).hostname
}
