import { z } from 'zod'
import { Instant } from './common.ts'
import { operation } from './operation.ts'
import { SigningAlgorithm } from './settings.ts'

export const SigningKeyState = z.enum(['published', 'signing', 'retired'])
export type SigningKeyState = z.infer<typeof SigningKeyState>

/** A key of ours at `/.well-known/jwks.json`; its id is its `kid`. */
export const SigningKey = z
  .object({
    id: z.string(),
    algorithm: SigningAlgorithm,
    state: SigningKeyState,
    createdAt: Instant,
    activeFrom: Instant.describe('When it begins to sign.'),
    retiredAt: Instant.nullable().describe('When its successor takes over, or took over.'),
    publishedUntil: Instant.nullable().describe('When its last token has expired for certain.'),
  })
  .meta({ id: 'SigningKey' })
export type SigningKey = z.infer<typeof SigningKey>

const SigningKeys = z.object({ items: z.array(SigningKey) })
const tags = ['Signing keys']

export const signingKeys = {
  list: operation({ permission: 'signing_key:view', on: { kind: 'installation' }, effect: 'read' })
    .route({
      method: 'GET',
      path: '/signing-keys',
      tags,
      summary: 'List the published signing keys, by algorithm and age',
    })
    .input(z.strictObject({}).optional())
    .output(SigningKeys),

  rotate: operation({
    permission: 'signing_key:create',
    on: { kind: 'installation' },
    effect: 'change',
  })
    .route({
      method: 'POST',
      path: '/signing-keys/rotate',
      tags,
      summary: 'Replace the signing keys, of one algorithm or of all',
      description:
        'The new key is published at once and signs when every cache of the old key set has ended; the old one stays published until its last token has expired. While a new key waits, asking again changes nothing. `immediately` is for emergencies: the new key (or the one that waits) signs at once, and verifiers that neither know it yet nor look again for an unknown `kid` refuse its tokens until their cache ends.',
    })
    .input(
      z.strictObject({
        algorithm: SigningAlgorithm.optional(),
        immediately: z.boolean().default(false),
      }),
    )
    .output(SigningKeys),
}
