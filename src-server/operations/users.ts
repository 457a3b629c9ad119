import { type Reader, requireTeam, requireUser } from '#server/access/find.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import type { User } from '#server/domain/model.ts'
import { AppError } from '#server/errors.ts'
import { ROOT } from '#server/store/collections.ts'
import { missingPermission } from './authorize.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { begunBy, changedBy, requireVersion } from './history.ts'
import { endMemberships } from './memberships.ts'
import { type PageRequest, readGathered, toPage } from './pages.ts'
import { requireNoGainByCredential } from './require-no-gain.ts'
import { deleteTokensOf } from './tokens.ts'
import { toUserView } from './views.ts'

/** Implements the operations on people. */
export function implementUsers({ users }: Chain, { store, now, newId }: OperationParts) {
  const { read } = store

  return {
    list: users.list.handler(({ input }) => {
      const positionOf = (user: User) => user.email
      const listing = {
        read:
          input.team === undefined
            ? (page: PageRequest) => read.users.list('all', 'all', page)
            : readGathered(listTeam(read, input.team), positionOf),
        positionOf,
        textOf: (user: User) => `${user.name} ${user.email}`,
      }
      return toPage(input, listing, toUserView)
    }),

    create: users.create.handler(async ({ input, context }) => {
      const record: User = {
        id: newId('usr'),
        name: input.name,
        email: input.email.toLowerCase(),
        disabled: false,
        notifyOfExpiringSecrets: true,
        ...begunBy(context.principal.actor, now()),
      }
      await store.change((tx) => {
        if (tx.users.findBy('email', record.email)) throw emailTaken(record.email)
        tx.users.put(record)
      })
      return toUserView(record)
    }),

    get: users.get.handler(({ input }) => toUserView(requireUser(read, input.user))),

    update: users.update.handler(async ({ input, context }) => {
      const user = await store.change((tx) => {
        const current = requireUser(tx, input.user)
        requireVersion(current, input.version)
        if (current.disabled && input.disabled === false) {
          const user = { kind: 'user', id: current.id } as const
          requireNoGainByCredential(tx, context.subject, user)
        }
        const email = input.email?.toLowerCase() ?? current.email
        if (email !== current.email) requireNewAddress(tx, context.subject, email)
        const record: User = {
          ...current,
          name: input.name ?? current.name,
          email,
          disabled: input.disabled ?? current.disabled,
          notifyOfExpiringSecrets: input.notifyOfExpiringSecrets ?? current.notifyOfExpiringSecrets,
          ...changedBy(current, context.principal.actor, now()),
        }
        tx.users.put(record)
        return record
      })
      return toUserView(user)
    }),

    delete: users.delete.handler(async ({ input }) => {
      await store.change((tx) => {
        const user = requireUser(tx, input.user)
        endMemberships(tx, tx.memberships.list('principal', user.id))
        for (const member of tx.teamMembers.list('user', user.id)) tx.teamMembers.delete(member.id)
        deleteTokensOf(tx, user.id)
        tx.users.delete(user.id)
      })
    }),
  }
}

/** Roles are given to people by their address, so nobody takes another one by themselves. */
function requireNewAddress(tx: Pick<Reader, 'users'>, caller: Subject, email: string): void {
  if (!decideAccess(caller, 'user:update', ROOT).allowed)
    throw missingPermission('user:update', ROOT)
  if (tx.users.findBy('email', email)) throw emailTaken(email)
}

function emailTaken(email: string): AppError {
  return new AppError('name_taken', `There is somebody with the e-mail address ${email} already.`, {
    fields: [{ field: 'email', message: 'This address is taken.' }],
  })
}

function listTeam(read: Reader, reference: string): readonly User[] {
  const members = read.teamMembers.list('team', requireTeam(read, reference).id)
  return members.flatMap(({ userId }) => read.users.find(userId) ?? [])
}
