import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns'
import { type IncomingMessage, request as requestOverHttp } from 'node:http'
import { request as requestOverHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { refuseAddress } from './address-rules.ts'
import { refuseFetchUrl } from './issuer-url.ts'

const TIMEOUT_MS = 5_000
const MAXIMUM_BYTES = 1_048_576

export interface FetchedJson {
  readonly body: unknown
  /** From `Cache-Control: max-age`, in seconds. */
  readonly maxAgeSeconds: number | undefined
}

export interface FetchRules {
  readonly allowPrivateNetwork: boolean
  /** PEM; the only authorities that may vouch for the server, instead of the well-known ones. */
  readonly certificateAuthority: string | null
}

/** Finds all addresses of a name, like Node's `dns.lookup`. */
export type ResolveName = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void

/**
 * Fetches JSON from an outside issuer. The address is checked when connecting, after the name was
 * resolved, so that no name can point inside; redirects, large and slow answers are refused.
 */
export async function guardedFetch(
  url: string,
  rules: FetchRules,
  resolveName: ResolveName = lookup,
): Promise<FetchedJson> {
  const refusal = refuseFetchUrl(url, rules.allowPrivateNetwork)
  if (refusal) throw new Error(`${url} was not fetched: ${refusal}`)

  const abort = AbortSignal.timeout(TIMEOUT_MS)
  const guarded = guardedLookup(rules.allowPrivateNetwork, resolveName)
  const ca = rules.certificateAuthority ?? undefined
  const response = await send(new URL(url), { lookup: guarded, signal: abort, ...(ca && { ca }) })
  if (response.statusCode !== 200) {
    response.destroy()
    throw new Error(
      `${url} answered ${response.statusCode}, expected 200 (redirects are not followed)`,
    )
  }
  const encoding = response.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') {
    response.destroy()
    throw new Error(`${url} answered packed (${encoding}), which was not asked for`)
  }
  const text = await readBody(response, url)
  return { body: parseJson(text, url), maxAgeSeconds: readMaxAge(response) }
}

interface Guards {
  readonly lookup: LookupFunction
  readonly signal: AbortSignal
  readonly ca?: string
}

function send(url: URL, guards: Guards): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestOverHttps : requestOverHttp
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        ...guards,
        // Said here because an environment variable could turn it off for the whole process.
        rejectUnauthorized: true,
        // A pooled connection could outlive the check of its address.
        agent: false,
        headers: { accept: 'application/json', 'accept-encoding': 'identity' },
      },
      resolve,
    )
    outgoing.on('error', (cause) => reject(new Error(`${url.href}: ${describe(cause)}`, { cause })))
    outgoing.end()
  })
}

function guardedLookup(allowPrivateNetwork: boolean, resolveName: ResolveName): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const refusal = addresses
        .map(({ address }) => refuseAddress(address, allowPrivateNetwork))
        .find((reason) => reason !== undefined)
      const first = addresses[0]
      if (refusal || !first) return callback(new Error(refusal ?? 'no address'), [])
      if (options.all) return callback(null, [...addresses])
      return callback(null, first.address, first.family)
    })
  }
}

async function readBody(response: IncomingMessage, url: string): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    size += chunk.length
    if (size > MAXIMUM_BYTES) {
      response.destroy()
      throw new Error(`${url} answered more than ${MAXIMUM_BYTES} bytes`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string, url: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${url} did not answer JSON`, { cause })
  }
}

function readMaxAge(response: IncomingMessage): number | undefined {
  const match = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(response.headers['cache-control'] ?? '')
  return match?.[1] === undefined ? undefined : Number(match[1])
}

function describe(error: Error): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') {
    return `no answer within ${TIMEOUT_MS / 1000} s`
  }
  return error.message
}
