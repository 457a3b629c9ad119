import { z } from 'zod'
import { Instant } from './common.ts'
import { listening } from './listening.ts'
import { operation } from './operation.ts'

/** An address at which the server really listens. */
export const ListeningAddress = z.object({
  /** As it is bound; 0.0.0.0 and :: stand for every address of the computer. */
  host: z.string(),
  port: z.number().int(),
  url: z.string(),
  reach: z.enum(['this_computer', 'network']),
  /** Opened by sharing, beside the one that the server was started with. */
  shared: z.boolean(),
  /** When sharing ends by itself. */
  until: Instant.nullable(),
})
export type ListeningAddress = z.infer<typeof ListeningAddress>

/** An address of this computer at which others on its network could reach it. */
export const NetworkAddress = z.object({
  address: z.string(),
  interface: z.string(),
  family: z.enum(['IPv4', 'IPv6']),
})
export type NetworkAddress = z.infer<typeof NetworkAddress>

const Addresses = z.object({ addresses: z.array(ListeningAddress) })

/** How the server runs, as far as that can be seen from inside. */
export const RunningServer = Addresses.extend({
  version: z.string(),
  issuer: z.string(),
  /** Whether the issuer was set; else it is the address that the server was started with. */
  hasPublicUrl: z.boolean(),
  startedAt: Instant,
  requestsLastMinute: z.number().int(),
  dataDirectory: z.string(),
  shareable: z.array(NetworkAddress),
  /** Whether something that was set waits for a restart. */
  restartNeeded: z.boolean(),
  /** Null without TLS; `trouble` says what is wrong with it or with the one that should follow. */
  certificate: z.object({ expiresAt: Instant, trouble: z.array(z.string()) }).nullable(),
}).meta({ id: 'Server' })
export type RunningServer = z.infer<typeof RunningServer>

/** A request as it may be shown: without its query, its headers and its body. */
export const LoggedRequest = z.object({
  /** Counts up with the requests since the start. */
  sequence: z.number().int(),
  at: Instant,
  method: z.string(),
  path: z.string(),
  /** Null where the caller went away before there was an answer. */
  status: z.number().int().nullable(),
  durationMs: z.number(),
  /** Who it turned out to be from. */
  client: z.string().nullable(),
  address: z.string(),
  correlationId: z.string(),
})
export type LoggedRequest = z.infer<typeof LoggedRequest>

const onInstallation = { kind: 'installation' } as const
const tags = ['Server']

export const server = {
  get: operation({ permission: 'settings:view', on: onInstallation, effect: 'read' })
    .route({ method: 'GET', path: '/server', tags, summary: 'Tell where and how the server runs' })
    .input(z.strictObject({}).optional())
    .output(RunningServer),

  share: operation({ permission: 'settings:update', on: onInstallation, effect: 'change' }, [
    'already_enabled',
  ])
    .route({
      method: 'POST',
      path: '/server/share',
      tags,
      summary: 'Listen on an address of the local network, too',
      description:
        'Until it is ended, until `hours` have passed, or until the server stops. The token endpoint, its metadata and this API answer there; the window does not. The issuer stays what it is.',
    })
    .input(
      z.strictObject({
        address: z.string().min(1).max(100),
        /** The port that the server was started with, unless given. */
        port: z.number().int().min(1).max(65_535).optional(),
        hours: z.number().int().min(1).max(168).optional(),
        /** Said on purpose where there is no TLS: secrets and tokens cross the network for everybody on it to read. */
        withoutTls: z.boolean().default(false),
      }),
    )
    .output(Addresses),

  unshare: operation({ permission: 'settings:update', on: onInstallation, effect: 'change' }, [
    'not_enabled',
  ])
    .route({
      method: 'POST',
      path: '/server/unshare',
      tags,
      summary: 'Listen on the local network no longer',
    })
    .input(z.strictObject({}).optional())
    .output(Addresses),

  requests: operation({ permission: 'audit:view', on: onInstallation, effect: 'read' })
    .route({
      method: 'GET',
      path: '/server/requests',
      tags,
      summary: 'List the latest requests, oldest first',
      description:
        'The latest thousand, kept in memory only; `after` gives those behind a `sequence`.',
    })
    .input(z.strictObject({ after: z.coerce.number().int().min(0).default(0) }))
    .output(z.object({ items: z.array(LoggedRequest) })),

  ...listening,
}
