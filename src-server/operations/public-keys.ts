import type { Actor } from '#contract/common.ts'
import { type GeneratedPrivateKey, MAXIMUM_PUBLIC_KEYS } from '#contract/public-keys.ts'
import { notFound, requireAccount, requirePublicKey } from '#server/access/find.ts'
import { isSameKey } from '#server/domain/key-algorithms.ts'
import type { PublicKey, ServiceAccount } from '#server/domain/model.ts'
import { AppError } from '#server/errors.ts'
import { generateClientKey } from '#server/keys/generate-client-key.ts'
import { type ParsedPublicKey, parsePublicKey } from '#server/keys/parse-public-key.ts'
import type { Transaction } from '#server/store/collections.ts'
import { findMethods, requireMethod } from './account-methods.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { toPublicKeyView } from './public-key-view.ts'
import { requireNoGainByCredential } from './require-no-gain.ts'
import { requireEditable } from './service-accounts.ts'

/** Implements the operations on public keys. */
export function implementPublicKeys({ publicKeys }: Chain, parts: OperationParts) {
  const { store } = parts
  const { read } = store
  return {
    list: publicKeys.list.handler(({ input }) => {
      const { id } = requireAccount(read, input.account)
      const keys = read.publicKeys.list('account', id)
      return { items: keys.map((key) => toPublicKeyView(read, key)) }
    }),

    create: publicKeys.create.handler(async ({ input, context }) => {
      const { privateKey, ...parsed } = await readKey(input)
      const key = await store.change((tx) => {
        const account = requireEditable(requireAccount(tx, input.account))
        const owner = { kind: 'service_account', id: account.id } as const
        requireNoGainByCredential(tx, context.subject, owner)
        const { actor } = context.principal
        return putPublicKey(tx, parts, { account, parsed, name: input.name, actor })
      })
      return { ...toPublicKeyView(read, key), ...(privateKey && { privateKey }) }
    }),

    delete: publicKeys.delete.handler(async ({ input }) => {
      await store.change((tx) => {
        const account = requireAccount(tx, input.account)
        const key = requirePublicKey(tx, input.key)
        if (key.accountId !== account.id) throw notFound('public key', input.key)
        tx.publicKeys.delete(key.id)
        requireMethod(findMethods(tx, account))
        tx.usages.delete(key.id)
      })
    }),
  }
}

export interface NewPublicKey {
  readonly account: ServiceAccount
  readonly parsed: ParsedPublicKey
  readonly name: string
  readonly actor: Actor
}

/** Puts a public key of an account; throws `key_taken` or `limit_reached`. */
export function putPublicKey(
  tx: Transaction,
  { newId, now }: OperationParts,
  { account, parsed, name, actor }: NewPublicKey,
): PublicKey {
  const others = tx.publicKeys.list('account', account.id)
  if (others.length >= MAXIMUM_PUBLIC_KEYS) throw tooMany()
  requireNewKey(parsed, others)
  const key: PublicKey = {
    id: newId('key'),
    accountId: account.id,
    name,
    ...parsed,
    createdAt: now(),
    createdBy: actor,
  }
  tx.publicKeys.put(key)
  return key
}

async function readKey(input: {
  readonly publicKey?: Parameters<typeof parsePublicKey>[0] | undefined
  readonly generate?: Parameters<typeof generateClientKey>[0] | undefined
}): Promise<ParsedPublicKey & { readonly privateKey?: GeneratedPrivateKey }> {
  if (input.generate !== undefined) return generateClientKey(input.generate)
  return parsePublicKey(input.publicKey ?? '')
}

/** By its id a key must be found without doubt, and one that is there twice could not be taken away. */
function requireNewKey(parsed: ParsedPublicKey, others: readonly PublicKey[]): void {
  const same = others.find(({ publicJwk }) => isSameKey(publicJwk, parsed.publicJwk))
  if (same) throw taken(`This key is registered already, as "${same.name || same.keyId}".`)
  const namesake = others.find(({ keyId }) => keyId === parsed.keyId)
  if (namesake) throw taken(`Another key of this account has the key id "${parsed.keyId}".`)
}

function taken(message: string): AppError {
  return new AppError('key_taken', message, { fields: [{ field: 'publicKey', message }] })
}

function tooMany(): AppError {
  return new AppError(
    'limit_reached',
    `An account has at most ${MAXIMUM_PUBLIC_KEYS} public keys. Delete one that is not used any more.`,
  )
}
