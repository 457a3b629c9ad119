import { benchAccounts } from './accounts.ts'
import {
  type Contestant,
  fetchHeaders,
  type Measured,
  measureInTurn,
  timeFirstTokens,
  verifyOneToken,
  withAll,
} from './contestant.ts'
import type { BenchOptions } from './options.ts'
import { createInstallation, OURS } from './start-doorward.ts'
import { peerNames, startPeer } from './start-peer.ts'
import { toMedian, toPairedRatio } from './statistics.ts'

/** Measures how fast tokens are issued: by us, by others and by the floor below which nobody gets. */
export async function benchToken(options: BenchOptions): Promise<readonly object[]> {
  if (options.accounts !== undefined) return benchAccounts(options, options.accounts)
  const rows: object[] = []
  for (const algorithm of ['ES256', 'RS256']) rows.push(...(await compare(algorithm, options)))
  return rows
}

async function compare(algorithm: string, options: BenchOptions): Promise<readonly object[]> {
  const { root, isQuick } = options
  const installation = await createInstallation({ root, algorithm })
  try {
    const ours = await withAll([installation.start], ([first]) => lookAtFirst(first, algorithm))
    const asked = { root, algorithm, ...ours }
    const starts = [
      installation.start,
      ...[...peerNames, ...floors].map((peer) => () => startPeer(peer, asked)),
    ]
    const firstTokens = await timeFirstTokens(starts, isQuick ? 1 : 7)
    const measured = await withAll(starts, async (contestants) => {
      for (const contestant of contestants) await verifyOneToken(contestant, algorithm)
      return measureInTurn(contestants, options)
    })
    return [...measured].map(([name, values]) =>
      toRow({ algorithm, name, firstToken: firstTokens.get(name) }, values, measured.get(OURS)),
    )
  } finally {
    await installation.remove()
  }
}

/** Below the first nobody gets, and below the second nobody who keeps the rules. */
const floors = ['floor', 'floor-with-rules'] as const

/** The floors sign the very claims and send the very headers that our own answers have. */
async function lookAtFirst(contestant: Contestant | undefined, algorithm: string) {
  if (!contestant) throw new Error('no server was started')
  const claims = await verifyOneToken(contestant, algorithm)
  return { claims, headers: await fetchHeaders(contestant) }
}

/** A figure of each server, and ours as so many times it in the same round. */
function toRow(
  {
    algorithm,
    name,
    firstToken,
  }: {
    readonly algorithm: string
    readonly name: string
    readonly firstToken: number | undefined
  },
  theirs: Measured,
  ours: Measured = theirs,
) {
  return {
    algorithm,
    server: name,
    'tokens/s': toMedian(theirs.perSecond),
    'ours ×': toPairedRatio(ours.perSecond, theirs.perSecond),
    'p50 ms': toMedian(theirs.p50),
    'p99 ms': toMedian(theirs.p99),
    'ours × p99': toPairedRatio(ours.p99, theirs.p99),
    'CPU µs': toMedian(theirs.cpuMicroseconds),
    'ours × CPU': toPairedRatio(ours.cpuMicroseconds, theirs.cpuMicroseconds),
    'memory MiB': toMedian(theirs.memoryMiB),
    'first token ms': firstToken,
  }
}
