import type { Listening } from '#contract/listening.ts'
import type { ListeningAddress, RunningServer } from '#contract/server.ts'
import { NOW } from './open-window.tsx'

export const here: ListeningAddress = {
  ...{ host: '127.0.0.1', port: 7420, url: 'http://127.0.0.1:7420' },
  ...{ reach: 'this_computer', shared: false, until: null },
}

/** A server that only this computer reaches. */
export function aServer(changes: Partial<RunningServer> = {}): RunningServer {
  return {
    version: '0.1.0',
    issuer: 'http://127.0.0.1:7420',
    hasPublicUrl: false,
    startedAt: NOW.toISOString(),
    requestsLastMinute: 3,
    dataDirectory: '/data',
    addresses: [here],
    shareable: [{ address: '192.0.2.10', interface: 'eth0', family: 'IPv4' }],
    restartNeeded: false,
    certificate: null,
    ...changes,
  }
}

/** Where it listens, with nothing that waits for a restart. */
export function aListening(changes: Partial<Listening> = {}): Listening {
  const now: Listening['now'] = {
    ...{ host: '127.0.0.1', port: 7420, publicUrl: null, issuer: 'http://127.0.0.1:7420' },
    tls: { kind: 'none' },
  }
  return {
    now,
    next: now,
    setBy: { host: null, port: null, publicUrl: null, tls: null },
    restartNeeded: false,
    certificate: null,
    certificateAuthority: null,
    newAuthority: false,
    version: 1,
    ...changes,
  }
}
