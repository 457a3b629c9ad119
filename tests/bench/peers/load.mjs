// Loads one server from a process of its own and prints what came of it as JSON.
import autocannon from 'autocannon'

const { url, body, headers, seconds, connections, requestsPerSecond } = JSON.parse(process.argv[2])
const statuses = {}
const latencies = []
let started
let ended

const instance = autocannon({
  url,
  method: 'POST',
  body,
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  connections,
  duration: seconds,
  sampleInt: 50,
  ...(requestsPerSecond === undefined ? {} : { overallRate: requestsPerSecond }),
})
instance.on('start', () => {
  started = performance.now()
})
instance.on('response', (_client, status, _bytes, milliseconds) => {
  statuses[status] = (statuses[status] ?? 0) + 1
  latencies.push(milliseconds)
  ended = performance.now()
})
const { errors, timeouts } = await instance

latencies.sort((one, other) => one - other)
const at = (part) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))]
process.stdout.write(
  JSON.stringify({
    statuses,
    failed: errors + timeouts,
    count: latencies.length,
    perSecond: (latencies.length * 1000) / (ended - started),
    p50: at(0.5),
    p99: at(0.99),
  }),
)
