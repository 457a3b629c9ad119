import { type Contestant, verifyOneToken, withAll } from './contestant.ts'
import type { BenchOptions } from './options.ts'
import { type LoadResult, requireAllAnswered, runLoad } from './run-load.ts'
import { createInstallation } from './start-doorward.ts'
import { toMedian, toPairedRatio } from './statistics.ts'

const ALGORITHM = 'ES256'
/** What an honest client asks while somebody else asks as much as ten connections carry. */
const HONEST = { connections: 10, requestsPerSecond: 200 }
const HAMMER_CONNECTIONS = 10

/** Measures how long honest clients wait while another one tries wrong secrets without a pause. */
export async function benchHammer(options: BenchOptions): Promise<readonly object[]> {
  const installation = await createInstallation({ root: options.root, algorithm: ALGORITHM })
  try {
    return await withAll([installation.start], async ([contestant]) => {
      if (!contestant) throw new Error('no server was started')
      await verifyOneToken(contestant, ALGORITHM)
      return await compare(contestant, options)
    })
  } finally {
    await installation.remove()
  }
}

async function compare(contestant: Contestant, { root, rounds, seconds }: BenchOptions) {
  const quiet: LoadResult[] = []
  const hammered: LoadResult[] = []
  const hammers: LoadResult[] = []
  for (let round = -1; round < rounds; round++) {
    const alone = await askHonestly(contestant, root, seconds)
    const [together, hammer] = await Promise.all([
      askHonestly(contestant, root, seconds),
      askWrongly(contestant, root, seconds),
    ])
    if (round < 0) continue
    quiet.push(alone)
    hammered.push(together)
    hammers.push(hammer)
  }
  const rates = hammers.map(({ perSecond }) => perSecond)
  return (['p50', 'p99'] as const).map((figure) => {
    const [before, during] = [quiet, hammered].map((loads) => loads.map((load) => load[figure]))
    return {
      figure,
      'quiet ms': toMedian(before ?? []),
      'hammered ms': toMedian(during ?? []),
      '×': toPairedRatio(during ?? [], before ?? []),
      'wrong secrets/s': toMedian(rates),
    }
  })
}

async function askHonestly({ server, path, form }: Contestant, root: string, seconds: number) {
  const body = new URLSearchParams(form).toString()
  const result = await runLoad({ url: `${server.url}${path}`, body, seconds, ...HONEST }, root)
  requireAllAnswered(server.name, result)
  return result
}

/** Tries a client that does not exist: a lockout is to hit nobody but who earned it. */
async function askWrongly({ server, path, form }: Contestant, root: string, seconds: number) {
  const wrong = { ...form, client_id: 'nobody', client_secret: 'wrong' }
  const body = new URLSearchParams(wrong).toString()
  const connections = HAMMER_CONNECTIONS
  const result = await runLoad({ url: `${server.url}${path}`, body, seconds, connections }, root)
  if (result.statuses[200] === undefined) return result
  throw new Error('a wrong secret was accepted')
}
