import { z } from 'zod'
import { Actor, Instant, lastUse, Reference } from './common.ts'
import { operation } from './operation.ts'

/** A public key as JWK, or as PEM text. */
export const PublicKeyInput = z.union([
  z.string().min(1).max(16_384),
  z.record(z.string(), z.unknown()),
])

/** A public key by which an account may sign its assertions (private_key_jwt). */
export const PublicKey = z
  .object({
    id: z.string(),
    name: z.string(),
    /** What the header of an assertion may name it by (`kid`). */
    keyId: z.string(),
    kty: z.string(),
    /** Null for an RSA key. */
    crv: z.string().nullable(),
    /** The algorithms that assertions may be signed with. */
    algorithms: z.array(z.string()),
    createdAt: Instant,
    createdBy: Actor,
    ...lastUse,
  })
  .meta({ id: 'PublicKey' })
export type PublicKey = z.infer<typeof PublicKey>

/** The private half of a generated pair: sent once, in the answer that creates it, and stored nowhere. */
export const GeneratedPrivateKey = z.object({
  jwk: z.record(z.string(), z.unknown()),
  /** PKCS #8. */
  pem: z.string(),
})
export type GeneratedPrivateKey = z.infer<typeof GeneratedPrivateKey>

export const CreatedPublicKey = PublicKey.extend({
  privateKey: GeneratedPrivateKey.optional(),
}).meta({ id: 'CreatedPublicKey' })
export type CreatedPublicKey = z.infer<typeof CreatedPublicKey>

export const GeneratedAlgorithm = z.enum(['ES256', 'RS256', 'EdDSA'])
export type GeneratedAlgorithm = z.infer<typeof GeneratedAlgorithm>

/** An account has at most this many. */
export const MAXIMUM_PUBLIC_KEYS = 10

const tags = ['Service accounts']
const path = '/service-accounts/{account}/client-credentials/public-keys'
const onAccount = { kind: 'service_account', field: 'account' } as const

export const publicKeys = {
  list: operation({ permission: 'client_credential:view', on: onAccount, effect: 'read' })
    .route({ method: 'GET', path, tags, summary: 'List the public keys of a service account' })
    .input(z.strictObject({ account: Reference }))
    .output(z.object({ items: z.array(PublicKey) })),

  create: operation({ permission: 'client_credential:create', on: onAccount, effect: 'change' }, [
    'gain_not_allowed',
    'key_taken',
    'limit_reached',
    'read_only',
  ])
    .route({
      method: 'POST',
      path,
      tags,
      summary: 'Register a public key for private_key_jwt, or have a pair generated',
      description: `Give either \`publicKey\` or \`generate\`. The private half of a generated pair is in the answer and nowhere else. An account has at most ${MAXIMUM_PUBLIC_KEYS} keys.`,
      successStatus: 201,
    })
    .input(
      z
        .strictObject({
          account: Reference,
          publicKey: PublicKeyInput.optional(),
          generate: GeneratedAlgorithm.optional(),
          name: z.string().trim().max(100).default(''),
        })
        .refine((input) => (input.publicKey === undefined) !== (input.generate === undefined), {
          path: ['publicKey'],
          message: 'Give either a public key or the algorithm to generate a pair for.',
        }),
    )
    .output(CreatedPublicKey),

  delete: operation(
    {
      permission: 'client_credential:delete',
      on: { kind: 'public_key', field: 'key' },
      effect: 'change',
    },
    ['authentication_method_required'],
  )
    .route({
      method: 'DELETE',
      path: `${path}/{key}`,
      tags,
      summary: 'Delete a public key; what it signed is refused from the next request on',
      successStatus: 204,
    })
    .input(z.strictObject({ account: Reference, key: Reference }))
    .output(z.void()),
}
