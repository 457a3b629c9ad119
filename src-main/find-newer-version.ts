import { z } from 'zod'
import type { NewerVersion } from '#renderer/lib/desktop-controls.ts'
import { toOutsideUrl } from './open-outside.ts'
import { BridgeRefusal } from './serve-bridge.ts'

const VERSION = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/
const LONGEST = 65_536
const LIMIT_MS = 10_000

/** What a feed answers: a released version, and where its notes can be read. */
const Announcement = z.object({
  version: z.string().regex(VERSION),
  notesUrl: z.string().refine((url) => toOutsideUrl(url)?.startsWith('https:') === true),
})

interface Asking {
  /** What the settings say; empty asks nobody. */
  readonly feed: string
  readonly current: string
  readonly fetch: typeof fetch
}

/** Asks the feed for a newer version; nothing is downloaded or installed, and nothing asked by itself. */
export async function findNewerVersion({
  feed,
  current,
  fetch,
}: Asking): Promise<NewerVersion | null> {
  if (feed === '') return null
  const text = await readFeed(feed, fetch)
  const announced = Announcement.safeParse(parseJson(text))
  if (!announced.success) {
    throw new BridgeRefusal(
      'The update feed did not answer with {"version": "1.2.3", "notesUrl": "https://…"}.',
    )
  }
  return isNewer(announced.data.version, current) ? announced.data : null
}

/** Compares released versions by their numbers; whatever is not three numbers is not newer. */
export function isNewer(version: string, current: string): boolean {
  const [one, other] = [toNumbers(version), toNumbers(current)]
  if (!one || !other) return false
  const differing = one.findIndex((number, index) => number !== other[index])
  return (one[differing] ?? 0) > (other[differing] ?? 0)
}

function toNumbers(version: string): number[] | undefined {
  return VERSION.exec(version)?.slice(1).map(Number)
}

async function readFeed(feed: string, fetch: Asking['fetch']): Promise<string> {
  try {
    const answer = await fetch(feed, {
      // The address that was set is the only one asked.
      redirect: 'error',
      credentials: 'omit',
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(LIMIT_MS),
    })
    if (!answer.ok) throw new Error(`status ${answer.status}`)
    return await readAtMost(answer, LONGEST)
  } catch (cause) {
    throw new BridgeRefusal('The update feed could not be read.', { cause })
  }
}

async function readAtMost(answer: Response, limit: number): Promise<string> {
  const chunks: Uint8Array[] = []
  const state = { size: 0 }
  for await (const chunk of answer.body ?? []) {
    state.size += chunk.byteLength
    if (state.size > limit) throw new Error(`more than ${limit} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // refused by the schema, in the same words
  }
}
