import { type Reader, requireAccount, requireUser } from '#server/access/find.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import { toNewestFirst } from '#server/domain/ids.ts'
import type { NamedToken, PrincipalRef, ServiceAccount } from '#server/domain/model.ts'
import { toContentOrder } from '#server/domain/paths.ts'
import { findVisibleRanges, toRange } from '#server/domain/visible-ranges.ts'
import { ROOT } from '#server/store/collections.ts'
import { namespaceOfPrincipal } from './find-target.ts'
import { type PageRequest, readGathered } from './pages.ts'
import { readVisible } from './visible.ts'

interface Question {
  readonly subject: Subject
  /** Whose tokens are shown without a permission, because they are their own. */
  readonly ownId: string | undefined
  readonly account?: string | undefined
  readonly user?: string | undefined
  readonly system: boolean
}

/** How many accounts one look at an index takes. */
const STEP = 200

/**
 * Reads the tokens that somebody may see, newest first: straight from the index for those who see
 * everything, else by the owners whom they may see, however many others there are.
 */
export function readVisibleTokens(
  read: Reader,
  question: Question,
): (page: PageRequest) => readonly NamedToken[] {
  const isNarrow = question.system || question.account !== undefined || question.user !== undefined
  if (!isNarrow && seesAll(question.subject)) {
    return (page) => read.namedTokens.list('all', 'all', page)
  }
  const owners = isNarrow ? listNamed(read, question) : listOwners(read, question)
  const tokens = [...new Set(owners)].flatMap((id) => read.namedTokens.list('owner', id))
  return readGathered(tokens, ({ id }) => toNewestFirst(id))
}

/** Its one stretch of the tree is the whole tree, without a hole. */
function seesAll(subject: Subject): boolean {
  const [first, ...others] = findVisibleRanges(subject, 'token:view')
  const { from, until } = toRange(ROOT)
  return others.length === 0 && first?.from === from && first.until === until
}

function listNamed(read: Reader, { account, user, system, subject, ownId }: Question): string[] {
  const named = listReferences(read, account, user)
  const all = named ?? read.serviceAccounts.list('group', ROOT).map(toRef)
  return all
    .filter((owner) => !system || isSystemAccount(read, owner))
    .filter((owner) => owner.id === ownId || maySee(read, subject, owner))
    .map(({ id }) => id)
}

function listReferences(
  read: Reader,
  account: string | undefined,
  user: string | undefined,
): readonly PrincipalRef[] | undefined {
  if (account !== undefined) return [toRef(requireAccount(read, account))]
  return user === undefined ? undefined : [{ kind: 'user', id: requireUser(read, user).id }]
}

function listOwners(read: Reader, { subject, ownId }: Question): string[] {
  const seesPeople = decideAccess(subject, 'token:view', ROOT).allowed
  const people = seesPeople ? read.users.list('all', 'all') : []
  const own = ownId === undefined ? [] : [ownId]
  return [...own, ...[...listAccounts(read, subject), ...people].map(({ id }) => id)]
}

/** In steps, so that what lies behind the visible part is not read with it. */
function listAccounts(read: Reader, subject: Subject): readonly ServiceAccount[] {
  const orderOf = ({ path }: ServiceAccount) => toContentOrder(path)
  const readOn = readVisible(subject, 'token:view', {
    read: (page) => read.serviceAccounts.list('all', 'all', page),
    orderOf,
  })
  const accounts: ServiceAccount[] = []
  for (let page = readOn({ limit: STEP }); ; ) {
    for (const account of page) accounts.push(account)
    const last = page.at(-1)
    if (page.length < STEP || !last) return accounts
    page = readOn({ limit: STEP, after: orderOf(last) })
  }
}

function toRef({ id }: { readonly id: string }): PrincipalRef {
  return { kind: 'service_account', id }
}

function maySee(read: Reader, subject: Subject, owner: PrincipalRef): boolean {
  return decideAccess(subject, 'token:view', namespaceOfPrincipal(read, owner)).allowed
}

function isSystemAccount(read: Reader, { id }: PrincipalRef): boolean {
  const account = read.serviceAccounts.find(id)
  return account !== undefined && account.kind !== 'group'
}
