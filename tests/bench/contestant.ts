import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { requireAllAnswered, runLoad } from './run-load.ts'
import type { ServerProcess } from './server-process.ts'
import { toMedian } from './statistics.ts'

/** A server that runs, and what to ask it. */
export interface Contestant {
  readonly server: ServerProcess
  readonly path: string
  readonly jwksPath: string
  readonly form: Readonly<Record<string, string>>
}

/** What was measured of one server, a value a round. */
export interface Measured {
  readonly perSecond: number[]
  readonly p50: number[]
  readonly p99: number[]
  readonly cpuMicroseconds: number[]
  readonly memoryMiB: number[]
}

export interface Rounds {
  readonly root: string
  readonly rounds: number
  readonly seconds: number
}

/** Asks for one token and verifies it as a client would; gives its claims. */
export async function verifyOneToken(
  { server, path, jwksPath, form }: Contestant,
  algorithm: string,
): Promise<Readonly<Record<string, unknown>>> {
  const token = await fetchToken(`${server.url}${path}`, form)
  const { alg } = decodeProtectedHeader(token)
  if (alg !== algorithm) throw new Error(`${server.name} signs ${alg}, not ${algorithm}`)
  const answer = await fetch(`${server.url}${jwksPath}`)
  const { payload } = await jwtVerify(
    token,
    createLocalJWKSet((await answer.json()) as JSONWebKeySet),
  )
  return payload
}

/** Asks for a token; throws with the whole answer when none comes. */
export async function fetchToken(
  url: string,
  form: Readonly<Record<string, string>>,
): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form) })
  const text = await answer.text()
  const { access_token: token } = answer.ok ? JSON.parse(text) : {}
  if (typeof token === 'string') return token
  throw new Error(`${url} gave no token: ${answer.status} ${text}`)
}

/** Each answer has its own, or Node adds them by itself. */
const CHANGING = new Set(['x-correlation-id', 'content-length', 'date', 'connection', 'keep-alive'])

/** Gives the headers that all answers with a token have, names and values in turn. */
export async function fetchHeaders({ server, path, form }: Contestant): Promise<readonly string[]> {
  const answer = await fetch(`${server.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
  await answer.text()
  return [...answer.headers].filter(([name]) => !CHANGING.has(name)).flat()
}

/** Loads the servers in turn, each round another one first, after a round that does not count. */
export async function measureInTurn(
  contestants: readonly Contestant[],
  { root, rounds, seconds }: Rounds,
): Promise<ReadonlyMap<string, Measured>> {
  const measured = new Map(contestants.map(({ server }) => [server.name, aMeasured()]))
  for (let round = -1; round < rounds; round++) {
    for (const [place] of contestants.entries()) {
      const contestant = contestants[(place + round + 1) % contestants.length]
      if (!contestant) continue
      const into = round < 0 ? aMeasured() : measured.get(contestant.server.name)
      if (into) await measureRound(contestant, into, { root, seconds })
    }
  }
  return measured
}

async function measureRound(
  { server, path, form }: Contestant,
  into: Measured,
  { root, seconds }: Pick<Rounds, 'root' | 'seconds'>,
): Promise<void> {
  const cpuBefore = server.cpuMicroseconds()
  const body = new URLSearchParams(form).toString()
  const result = await runLoad({ url: `${server.url}${path}`, body, seconds }, root)
  requireAllAnswered(server.name, result)
  into.cpuMicroseconds.push((server.cpuMicroseconds() - cpuBefore) / result.count)
  into.memoryMiB.push(server.memoryMiB())
  into.perSecond.push(result.perSecond)
  into.p50.push(result.p50)
  into.p99.push(result.p99)
}

function aMeasured(): Measured {
  return { perSecond: [], p50: [], p99: [], cpuMicroseconds: [], memoryMiB: [] }
}

export type Start = () => Promise<Contestant>

/** Times starts, from the first instruction of the process to the first token, in turn. */
export async function timeFirstTokens(
  starts: readonly Start[],
  times: number,
): Promise<ReadonlyMap<string, number>> {
  const timed = new Map<string, number[]>()
  for (let time = 0; time < times; time++) {
    for (const start of starts) {
      const started = performance.now()
      const { server, path, form } = await start()
      await fetchToken(`${server.url}${path}`, form)
      timed.set(server.name, [...(timed.get(server.name) ?? []), performance.now() - started])
      await server.stop()
    }
  }
  return new Map([...timed].map(([name, values]) => [name, toMedian(values)]))
}

/** Starts servers for as long as some work with them takes. */
export async function withAll<Result>(
  starts: readonly Start[],
  work: (contestants: readonly Contestant[]) => Promise<Result>,
): Promise<Result> {
  const contestants: Contestant[] = []
  try {
    for (const start of starts) contestants.push(await start())
    return await work(contestants)
  } finally {
    for (const { server } of contestants) await server.stop()
  }
}
