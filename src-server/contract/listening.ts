import { z } from 'zod'
import { Instant, Version } from './common.ts'
import { operation } from './operation.ts'
import { PublicUrl } from './public-url.ts'

/** An address or name to listen on; whether it is one of this computer's shows when it is tried. */
const Host = z
  .string()
  .max(253)
  .regex(/^[\w.:-]+$/, 'Give an IP address without brackets, or a host name.')

const Port = z.number().int().min(1).max(65_535)

const FilePath = z
  .string()
  .max(4096)
  .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)/, 'Give the full path on the machine of the server.')

const CertificateName = z
  .string()
  .max(253)
  .regex(
    /^(?:[0-9a-f:]*:[0-9a-f:.]*|[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62})*)$/,
    'Give a host name in lower case, without wildcards, or an IP address.',
  )
  .refine((name) => URL.canParse(`https://${name.includes(':') ? `[${name}]` : name}`), {
    message: 'This is no host name and no IP address.',
  })

/** By which certificate the server speaks TLS, if at all. */
export const TlsSettings = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** PEM files on the machine of the server: the chain, its own certificate first, and the key. */
  z.strictObject({ kind: z.literal('files'), certificateFile: FilePath, keyFile: FilePath }),
  /** Made here, by an authority of our own; `names` are hosts besides those of the other settings. */
  z.strictObject({ kind: z.literal('own'), names: z.array(CertificateName).max(20) }),
])
export type TlsSettings = z.infer<typeof TlsSettings>

/** The certificate that is shown now. */
export const ServerCertificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  names: z.array(z.string()),
  validFrom: Instant,
  expiresAt: Instant,
  /** SHA-256, in hexadecimal. */
  fingerprint: z.string(),
  /** What is wrong with it, or with a newer one in whose place it is shown. */
  trouble: z.array(z.string()),
})
export type ServerCertificate = z.infer<typeof ServerCertificate>

/** Who signs the certificates that are made here; clients have to trust it. */
export const CertificateAuthority = z.object({
  name: z.string(),
  fingerprint: z.string(),
  expiresAt: Instant,
  /** Hosts that it may sign for, and what is below them; private addresses it always may. */
  names: z.array(z.string()),
})
export type CertificateAuthority = z.infer<typeof CertificateAuthority>

/** Where the server listens, as it is set. */
const Values = z.object({
  host: z.string(),
  /** 0 takes any free one; only a flag or variable can say so. */
  port: z.number().int(),
  /** Null where the address itself is the issuer. */
  publicUrl: z.string().nullable(),
  tls: TlsSettings,
  /** Null while it depends on a port that is not known yet. */
  issuer: z.string().nullable(),
})

/** The flag or environment variable that sets a value, which nothing stored can change then. */
const SetBy = z.object({
  host: z.string().nullable(),
  port: z.string().nullable(),
  publicUrl: z.string().nullable(),
  tls: z.string().nullable(),
})

/** Where the server listens now, and from its next start on. */
export const Listening = z
  .object({
    now: Values,
    next: Values,
    setBy: SetBy,
    /** Whether `next` differs, so that a restart is needed. */
    restartNeeded: z.boolean(),
    /** Null without TLS. */
    certificate: ServerCertificate.nullable(),
    /** Null until one was made. */
    certificateAuthority: CertificateAuthority.nullable(),
    /** Whether the next start makes another authority, since this one may not sign for its hosts. */
    newAuthority: z.boolean(),
    version: Version,
  })
  .meta({ id: 'Listening' })
export type Listening = z.infer<typeof Listening>

/** A change to some of it; the rest stays. */
export const ListeningChange = z.strictObject({
  version: Version,
  host: Host.optional(),
  port: Port.optional(),
  publicUrl: PublicUrl.nullable().optional(),
  tls: TlsSettings.optional(),
  /** Said on purpose where the issuer becomes another: who trusts its tokens must be told. */
  newIssuer: z.boolean().default(false),
  /** Said on purpose where others on the network could read secrets and tokens on their way. */
  withoutTls: z.boolean().default(false),
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
        'Host and port are tried, and certificate files read and held against the public URL, before they are stored. What a flag or an environment variable sets cannot be changed here. `version` is that of the settings.',
    })
    .input(ListeningChange)
    .output(Listening),

  certificateAuthority: operation(
    { permission: 'settings:view', on: onInstallation, effect: 'read' },
    ['not_enabled'],
  )
    .route({
      method: 'GET',
      path: '/server/certificate-authority',
      tags,
      summary: 'Get the certificate of our own authority, for clients to trust',
    })
    .input(z.strictObject({}).optional())
    .output(CertificateAuthority.extend({ certificate: z.string() })),

  renewCertificate: operation(
    { permission: 'settings:update', on: onInstallation, effect: 'change' },
    ['not_enabled'],
  )
    .route({
      method: 'POST',
      path: '/server/certificate/renew',
      tags,
      summary: 'Read the certificate files again, or make another certificate',
      description:
        'Connections go on, and new ones get the new certificate. Files are also read again by themselves, within a minute of a change. One that clients would refuse is not taken: the old one stays.',
    })
    .input(z.strictObject({}).optional())
    .output(Listening),
}
