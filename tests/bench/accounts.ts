import { pino } from 'pino'
import { openStore } from '#server/open-store.ts'
import { measureInTurn, timeFirstTokens, verifyOneToken, withAll } from './contestant.ts'
import { fillStore } from './fill-store.ts'
import type { BenchOptions } from './options.ts'
import { createInstallation, type Installation } from './start-doorward.ts'
import { toMedian, toPairedRatio } from './statistics.ts'

const ALGORITHM = 'ES256'
const ACCOUNTS_PER_GROUP = 10

/** Measures what the size of the store costs a token and a start: nearly nothing, if all is well. */
export async function benchAccounts(
  options: BenchOptions,
  accounts: number,
): Promise<readonly object[]> {
  const installations: Installation[] = []
  for (const size of [0, 100, accounts]) {
    installations.push(await createFilled(options.root, `${size} accounts`, size))
  }
  try {
    return await compareSizes(installations, options)
  } finally {
    for (const installation of installations) await installation.remove()
  }
}

/** Makes an installation with so many accounts, by the ten a group. */
export async function createFilled(
  root: string,
  name: string,
  accounts: number,
): Promise<Installation> {
  const fill = async (directory: string) => {
    if (accounts === 0) return
    const store = await openStore(directory, pino({ level: 'silent' }))
    // Groups come by the ten.
    await fillStore(store, Math.max(10, accounts / ACCOUNTS_PER_GROUP))
    await store.close()
  }
  return createInstallation({ root, algorithm: ALGORITHM, name, fill })
}

async function compareSizes(
  installations: readonly Installation[],
  options: BenchOptions,
): Promise<readonly object[]> {
  const starts = installations.map(({ start }) => start)
  const firstTokens = await timeFirstTokens(starts, options.isQuick ? 1 : 5)
  const measured = await withAll(starts, async (contestants) => {
    for (const contestant of contestants) await verifyOneToken(contestant, ALGORITHM)
    return measureInTurn(contestants, options)
  })
  const [[, empty] = []] = measured
  return [...measured].map(([name, values]) => ({
    store: name,
    'tokens/s': toMedian(values.perSecond),
    '× empty': empty && toPairedRatio(values.perSecond, empty.perSecond),
    'p99 ms': toMedian(values.p99),
    'CPU µs': toMedian(values.cpuMicroseconds),
    'memory MiB': toMedian(values.memoryMiB),
    'first token ms': firstTokens.get(name),
  }))
}
