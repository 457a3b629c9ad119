import type { IssuedToken, TokenIntent, TokenState } from '#contract/tokens.ts'
import { requireAccount, requireToken, requireUser } from '#server/access/find.ts'
import type { Subject } from '#server/domain/decide-access.ts'
import { toNewestFirst } from '#server/domain/ids.ts'
import type { NamedToken, ServiceAccount } from '#server/domain/model.ts'
import { toHint, toSecret } from '#server/domain/secret-format.ts'
import { toTimestamp } from '#server/domain/times.ts'
import { AppError } from '#server/errors.ts'
import { ROOT, type Transaction } from '#server/store/collections.ts'
import { toRestriction } from './authenticate.ts'
import { findOwnId } from './authorize.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { toPage } from './pages.ts'
import { requireNoGainByCredential } from './require-no-gain.ts'
import { stateOf, toTokenView } from './token-views.ts'
import { requireSeenNamespace, requireSeenOwner } from './visible-principal.ts'
import { readVisibleTokens } from './visible-tokens.ts'

const MINUTE_MS = 60_000
const YEAR_MS = 365 * 86_400_000

const intents = {
  api: { prefix: 'dwat', lifetimeMs: 30 * MINUTE_MS },
  app_password: { prefix: 'dwap', lifetimeMs: YEAR_MS },
} as const satisfies Record<TokenIntent, { prefix: string; lifetimeMs: number }>

/** Implements the operations on named tokens. */
export function implementTokens({ tokens }: Chain, parts: OperationParts) {
  const { store, now, newId } = parts
  const { read } = store
  const toView = (token: NamedToken) => toTokenView(read, token, now())

  return {
    list: tokens.list.handler(({ input, context }) => {
      const { subject, principal } = context
      requireSeenOwner(read, context, input)
      const positionOf = (token: NamedToken) => toNewestFirst(token.id)
      const listing = {
        read: readVisibleTokens(read, { subject, ownId: findOwnId(principal), ...input }),
        positionOf,
        textOf: (token: NamedToken) => `${token.name} ${toView(token).owner.name}`,
        ...(isFiltered(input) && { isVisible: (token: NamedToken) => fits(token, input, now()) }),
      }
      return toPage(input, listing, toView)
    }),

    create: tokens.create.handler(async ({ input, context }) => {
      const id = newId('tok')
      const value = createValue(parts, id, input.intent)
      const token = await store.change((tx) => {
        const owner = requireOwner(tx, input)
        requireFreeName(tx, owner.id, input.name)
        const createdAt = now()
        const lifetime = decideLifetime(input.expiresAt, input.intent, createdAt)
        const record: NamedToken = {
          id,
          name: input.name,
          intent: input.intent,
          owner,
          hash: parts.keys.hasher.hash(value),
          hint: toHint(value),
          permissions: input.permissions ?? null,
          namespaceIds:
            input.namespaces?.map((each) => requireSeenNamespace(tx, context.subject, each).id) ??
            null,
          rotateOnExpiry: input.rotateOnExpiry,
          createdAt,
          createdBy: context.principal.actor,
          ...lifetime,
        }
        requireHeld(tx, context.subject, record)
        tx.namedTokens.put(record)
        return record
      })
      return { token: toView(token), value }
    }),

    get: tokens.get.handler(({ input }) => toView(requireToken(read, input.token))),

    delete: tokens.delete.handler(async ({ input }) => {
      await store.change((tx) => deleteToken(tx, requireToken(tx, input.token).id))
    }),

    rotate: tokens.rotate.handler(({ input, context }) =>
      replaceValue(parts, input.token, context.subject, requireAlive),
    ),

    reveal: tokens.reveal.handler(({ input, context }) =>
      replaceValue(parts, input.token, context.subject, requireAwaiting),
    ),
  }
}

interface TokenFilter {
  readonly intent?: TokenIntent | undefined
  readonly state?: TokenState | undefined
  readonly expiresBefore?: string | undefined
}

function isFiltered({ intent, state, expiresBefore }: TokenFilter): boolean {
  return [intent, state, expiresBefore].some((each) => each !== undefined)
}

function fits(token: NamedToken, filter: TokenFilter, now: number): boolean {
  const { intent, state, expiresBefore } = filter
  const { expiresAt } = token
  return (
    (intent === undefined || token.intent === intent) &&
    (state === undefined || stateOf(token, now) === state) &&
    (expiresBefore === undefined || (expiresAt !== null && expiresAt < toTimestamp(expiresBefore)))
  )
}

/** Deletes all named tokens of an owner who goes. */
export function deleteTokensOf(tx: Transaction, ownerId: string): void {
  for (const token of tx.namedTokens.list('owner', ownerId)) deleteToken(tx, token.id)
}

function deleteToken(tx: Transaction, id: string): void {
  tx.namedTokens.delete(id)
  tx.usages.delete(id)
}

/**
 * Gives a token a new value. A token that rotates when it expires gets one here too, when somebody
 * fetches it: until then there is no new value that could be lost.
 */
async function replaceValue(
  parts: OperationParts,
  reference: string,
  caller: Subject,
  check: (token: NamedToken, now: number) => void,
): Promise<IssuedToken> {
  const { store, now, keys } = parts
  const { token, value } = await store.change((tx) => {
    const current = requireToken(tx, reference)
    check(current, now())
    requireHeld(tx, caller, current)
    const created = createValue(parts, current.id, current.intent)
    const record: NamedToken = {
      ...current,
      hash: keys.hasher.hash(created),
      hint: toHint(created),
      expiresAt: current.lifetimeMs === null ? null : now() + current.lifetimeMs,
    }
    tx.namedTokens.put(record)
    return { token: record, value: created }
  })
  return { token: toTokenView(store.read, token, now()), value }
}

function requireAlive(token: NamedToken, now: number): void {
  if (stateOf(token, now) !== 'expired') return
  throw new AppError(
    'expiry_out_of_range',
    'The token has expired and does not rotate. Create a new one.',
  )
}

function requireAwaiting(token: NamedToken, now: number): void {
  if (stateOf(token, now) === 'awaiting_reveal') return
  throw new AppError(
    'nothing_to_reveal',
    'There is no new value to reveal: the token has not rotated, or its value was revealed already.',
  )
}

/** A token is worth what its owner holds, less what it leaves out. */
function requireHeld(
  tx: Transaction,
  caller: Subject,
  token: Pick<NamedToken, 'owner' | 'permissions' | 'namespaceIds'>,
): void {
  requireNoGainByCredential(tx, caller, token.owner, toRestriction({ read: tx }, token))
}

function createValue(parts: OperationParts, id: string, intent: TokenIntent): string {
  return toSecret(intents[intent].prefix, id.slice('tok_'.length), parts.randomBytes(32))
}

function decideLifetime(
  asked: string | null | undefined,
  intent: TokenIntent,
  now: number,
): Pick<NamedToken, 'expiresAt' | 'lifetimeMs'> {
  if (asked === null) return { expiresAt: null, lifetimeMs: null }
  const expiresAt = asked === undefined ? now + intents[intent].lifetimeMs : toTimestamp(asked)
  if (expiresAt > now) return { expiresAt, lifetimeMs: expiresAt - now }
  const message = 'Choose a time in the future, or null for a token that never expires.'
  throw new AppError('expiry_out_of_range', message, { fields: [{ field: 'expiresAt', message }] })
}

function requireOwner(
  tx: Transaction,
  input: { readonly account?: string | undefined; readonly user?: string | undefined },
): NamedToken['owner'] {
  if (input.account === undefined) {
    return { kind: 'user', id: requireUser(tx, input.user ?? ROOT).id }
  }
  const account = requireAccount(tx, input.account)
  requireNotInternal(account)
  return { kind: 'service_account', id: account.id }
}

function requireNotInternal(account: ServiceAccount): void {
  if (account.kind !== 'internal') return
  throw new AppError('read_only', `"${account.path}" is Doorward itself and gets no tokens.`)
}

function requireFreeName(tx: Transaction, ownerId: string, name: string): void {
  if (!tx.namedTokens.findBy('name', `${ownerId} ${name}`)) return
  throw new AppError('name_taken', `There is a token "${name}" already.`, {
    fields: [{ field: 'name', message: 'This name is taken.' }],
  })
}
