import { isIP } from 'node:net'

/**
 * Decides whether a `Host` header names this server. A web page elsewhere can point its own domain
 * at our address (DNS rebinding), but never make the browser send an IP address or `localhost`.
 */
export function createHostCheck(
  issuer: string,
  names: readonly string[] = [],
): (host: string | undefined) => boolean {
  const publicNames = new Set([new URL(issuer).hostname, ...names])
  // Nearly every request names the same host as the one before.
  const last: { own?: string } = {}
  return (host) => {
    if (host === undefined) return false
    if (host === last.own) return true
    const isOwn = isOwnName(toHostname(host), publicNames)
    if (isOwn) last.own = host
    return isOwn
  }
}

function isOwnName(name: string | undefined, publicNames: ReadonlySet<string>): boolean {
  if (name === undefined) return false
  return name === 'localhost' || publicNames.has(name) || isIP(name.replace(/^\[|\]$/g, '')) !== 0
}

function toHostname(host: string): string | undefined {
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return undefined
  return new URL(`http://${host}`).hostname
}
