import { z } from 'zod'
import { Version } from './common.ts'
import { operation } from './operation.ts'
import { PublicUrl } from './public-url.ts'

/** An address or name to listen on; whether it is one of this computer's shows when it is tried. */
const Host = z
  .string()
  .max(253)
  .regex(/^[\w.:-]+$/, 'Give an IP address without brackets, or a host name.')

const Port = z.number().int().min(1).max(65_535)

/** Where the server listens, as it is set. */
const Values = z.object({
  host: z.string(),
  /** 0 takes any free one; only a flag or variable can say so. */
  port: z.number().int(),
  /** Null where the address itself is the issuer. */
  publicUrl: z.string().nullable(),
  /** Null while it depends on a port that is not known yet. */
  issuer: z.string().nullable(),
})

/** The flag or environment variable that sets a value, which nothing stored can change then. */
const SetBy = z.object({
  host: z.string().nullable(),
  port: z.string().nullable(),
  publicUrl: z.string().nullable(),
})

/** Where the server listens now, and from its next start on. */
export const Listening = z
  .object({
    now: Values,
    next: Values,
    setBy: SetBy,
    /** Whether `next` differs, so that a restart is needed. */
    restartNeeded: z.boolean(),
    version: Version,
  })
  .meta({ id: 'Listening' })
export type Listening = z.infer<typeof Listening>
export type ListeningValues = z.infer<typeof Values>

/** A change to some of it; the rest stays. */
export const ListeningChange = z.strictObject({
  version: Version,
  host: Host.optional(),
  port: Port.optional(),
  publicUrl: PublicUrl.nullable().optional(),
  /** Said on purpose where the issuer becomes another: who trusts its tokens must be told. */
  newIssuer: z.boolean().default(false),
})
export type ListeningChange = z.infer<typeof ListeningChange>

const onInstallation = { kind: 'installation' } as const
const tags = ['Server']

export const listening = {
  listening: operation({ permission: 'settings:view', on: onInstallation, effect: 'read' })
    .route({
      method: 'GET',
      path: '/server/listening',
      tags,
      summary: 'Tell where the server listens now, and after its next start',
    })
    .input(z.strictObject({}).optional())
    .output(Listening),

  updateListening: operation(
    { permission: 'settings:update', on: onInstallation, effect: 'change' },
    ['version_conflict'],
  )
    .route({
      method: 'PATCH',
      path: '/server/listening',
      tags,
      summary: 'Set where the server listens from its next start on',
      description:
        'Host and port are tried before they are stored. What a flag or an environment variable sets cannot be changed here. `version` is that of the settings.',
    })
    .input(ListeningChange)
    .output(Listening),
}
