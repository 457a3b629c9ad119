import { z } from 'zod'
import { Reference } from './common.ts'
import { operation } from './operation.ts'
import { PublicKeyInput } from './public-keys.ts'

/** A new root account; the secret is sent only here, and only where one was asked for. */
export const RootAccount = z
  .object({
    clientId: z.string(),
    clientSecret: z.string().optional(),
    /** Seconds since 1970. */
    clientIdIssuedAt: z.number().int(),
  })
  .meta({ id: 'RootAccount' })
export type RootAccount = z.infer<typeof RootAccount>

export const RootAccountInput = z.strictObject({
  name: z.string().trim().min(1, 'Give a name.').max(100),
  permissions: z.array(z.string().max(100)).max(100).default([]),
  tokenEndpointAuthMethod: z.enum(['client_secret_basic', 'private_key_jwt']),
  publicKey: PublicKeyInput.optional(),
})
export type RootAccountInput = z.infer<typeof RootAccountInput>

const tags = ['Root accounts']

export const rootAccounts = {
  create: operation(
    { permission: 'service_account:create', on: { kind: 'installation' }, effect: 'change' },
    ['client_credentials_turned_off', 'gain_not_allowed', 'name_taken'],
  )
    .route({
      method: 'POST',
      path: '/root-accounts',
      tags,
      summary: 'Create an account at the root with permissions of its own',
      successStatus: 201,
    })
    .input(RootAccountInput)
    .output(RootAccount),

  delete: operation(
    {
      permission: 'service_account:delete',
      on: { kind: 'service_account', field: 'account' },
      effect: 'change',
    },
    ['last_owner', 'read_only'],
  )
    .route({
      method: 'DELETE',
      path: '/root-accounts/{account}',
      tags,
      summary: 'Delete an account at the root',
      successStatus: 204,
    })
    .input(z.strictObject({ account: Reference }))
    .output(z.void()),
}
