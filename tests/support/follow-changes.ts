import { onTestFinished } from 'vitest'
import type { Change } from '#contract/changes.ts'

export interface Followed {
  readonly status: number
  /** Everything that was told so far. */
  readonly told: readonly Change[]
  /** Resolves when the server ends it. */
  readonly ended: Promise<void>
  stop(): void
}

/** Follows the changes over REST as somebody, until the test ends. */
export async function followChanges(url: string, token: string, query = ''): Promise<Followed> {
  const abort = new AbortController()
  onTestFinished(() => abort.abort())
  const response = await fetch(`${url}/api/v1/changes${query}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  })
  const told: Change[] = []
  const ended = collect(response, told).catch(() => undefined)
  return { status: response.status, told, ended, stop: () => abort.abort() }
}

async function collect({ body }: Response, told: Change[]): Promise<void> {
  if (!body) return
  const rest = { text: '' }
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const events = (rest.text + text).split('\n\n')
    rest.text = events.pop() ?? ''
    for (const event of events) {
      const [, data] = /^event: message\ndata: (.*)$/.exec(event) ?? []
      if (data !== undefined) told.push(JSON.parse(data))
    }
  }
}
