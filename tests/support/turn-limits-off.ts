import { must } from './callers.ts'
import type { TestServer } from './start-test-server.ts'

/** Lets a test fail and ask as often as it likes. */
export async function turnLimitsOff(server: Pick<TestServer, 'api'>): Promise<void> {
  const { version } = await must(server, 'GET', '/settings')
  const off = { lockoutFailures: 0, requestsPerMinute: 0, requestsPerMinutePerAddress: 0 }
  await must(server, 'PATCH', '/settings', { version, ...off })
}
