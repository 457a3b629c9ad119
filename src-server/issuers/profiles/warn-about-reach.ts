import { isIP } from 'node:net'
import type { SnippetRunner } from '#contract/provider-profiles.ts'
import { refuseAddress } from '#server/issuers/address-rules.ts'
import { isLoopback } from '#server/issuers/issuer-url.ts'

/** Tells why a runner may not get through to the token endpoint, or not safely, and what to do. */
export function warnAboutReach(tokenEndpoint: string, runner: SnippetRunner): readonly string[] {
  if (runner === 'same_machine') return []
  const { protocol, hostname, origin } = new URL(tokenEndpoint)
  if (isLoopback(hostname)) {
    return [
      `${origin} is this machine only: set a public URL (DOORWARD_PUBLIC_URL) behind TLS${runner === 'hosted' ? ' that the internet can reach, or use a self-hosted runner' : ' that the runner can reach'}.`,
    ]
  }
  const unsafe =
    protocol === 'https:'
      ? []
      : [`${origin} is not encrypted, and tokens would travel in clear: put TLS in front of it.`]
  if (runner === 'self_hosted' || !isPrivate(hostname)) return unsafe
  return [
    `${origin} is on a private network, where hosted runners cannot reach it: use a public URL or a self-hosted runner.`,
    ...unsafe,
  ]
}

/** Chooses the farthest runner that gets through to the token endpoint. */
export function chooseRunner(tokenEndpoint: string): SnippetRunner {
  const { hostname } = new URL(tokenEndpoint)
  if (isLoopback(hostname)) return 'same_machine'
  return isPrivate(hostname) ? 'self_hosted' : 'hosted'
}

/** Names without a dot, and those kept for private use (RFC 6762, RFC 9476), are resolved inside only. */
function isPrivate(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '')
  if (isIP(bare) !== 0) return refuseAddress(bare, false) !== undefined
  return !bare.includes('.') || /\.(?:local|internal|lan|home\.arpa|localhost)$/.test(bare)
}
