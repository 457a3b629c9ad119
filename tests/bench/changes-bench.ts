import { type Contestant, verifyOneToken, withAll } from './contestant.ts'
import type { BenchOptions } from './options.ts'
import { requireAllAnswered, runLoad } from './run-load.ts'
import { type Api, connect, createInstallation } from './start-doorward.ts'
import { toMedian, toPairedRatio } from './statistics.ts'

const ALGORITHM = 'ES256'
const CHANGES = 1000
/** So many that the server is busy, and so few that it is not only waiting for itself. */
const REQUESTS_PER_SECOND = 1000

/** Measures tokens in turn without and with changes through the API, each of them durable. */
export async function benchChanges(options: BenchOptions): Promise<readonly object[]> {
  const installation = await createInstallation({ root: options.root, algorithm: ALGORITHM })
  try {
    return await withAll([installation.start], async ([contestant]) => {
      if (!contestant) throw new Error('no server was started')
      await verifyOneToken(contestant, ALGORITHM)
      const api = await connect(contestant.server.url, installation.directory)
      return await compare(contestant, api, options)
    })
  } finally {
    await installation.remove()
  }
}

async function compare(
  contestant: Contestant,
  api: Api,
  { root, rounds, seconds, isQuick }: BenchOptions,
): Promise<readonly object[]> {
  const quiet: number[] = []
  const busy: number[] = []
  const wanted = isQuick ? 1 : CHANGES
  let changes = 0
  for (let round = -1; round < rounds || changes < wanted; round++) {
    const p99 = await measureP99(contestant, root, seconds)
    const during = await whileChanging(api, () => measureP99(contestant, root, seconds))
    if (round < 0) continue
    quiet.push(p99)
    busy.push(during.result)
    changes += during.changes
  }
  return [
    {
      changes,
      'p99 ms, quiet': toMedian(quiet),
      'p99 ms, with changes': toMedian(busy),
      '×': toPairedRatio(busy, quiet),
    },
  ]
}

async function measureP99({ server, path, form }: Contestant, root: string, seconds: number) {
  const body = new URLSearchParams(form).toString()
  const requestsPerSecond = REQUESTS_PER_SECOND
  const result = await runLoad(
    { url: `${server.url}${path}`, body, seconds, requestsPerSecond },
    root,
  )
  requireAllAnswered(server.name, result)
  return result.p99
}

/** Changes one account over and over for as long as some work takes. */
async function whileChanging<Result>(api: Api, work: () => Promise<Result>) {
  const running = { isDone: false }
  const result = work().finally(() => {
    running.isDone = true
  })
  const account = `/service-accounts/${encodeURIComponent('bench/client')}`
  let { version } = await api('GET', account)
  let changes = 0
  while (!running.isDone) {
    const changed = await api('PATCH', account, { version, description: `change ${version}` })
    version = changed.version
    changes += 1
  }
  return { result: await result, changes }
}
