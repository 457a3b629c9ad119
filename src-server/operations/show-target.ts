import type { OperationParts } from './context.ts'
import { toIssuerSnapshot } from './issuer-views.ts'
import { toMemberView } from './member-views.ts'
import { toPublicKeyView } from './public-key-view.ts'
import { type Snapshot, toSnapshot } from './record-event.ts'
import { toRoleView } from './role-views.ts'
import { toTokenView } from './token-views.ts'
import {
  toAccountView,
  toGroupView,
  toPolicyView,
  toTeamView,
  toUserView,
  toWorkspaceView,
} from './views.ts'

type Show = (parts: OperationParts, id: string) => object | undefined

/** How a thing is shown, by the prefix of its id. */
const shows: ReadonlyMap<string, Show> = new Map<string, Show>([
  ['grp', ({ store: { read } }, id) => show(read.groups.find(id), (it) => toGroupView(read, it))],
  ['ws', ({ store: { read } }, id) => show(read.workspaces.find(id), (it) => toWorkspaceView(it))],
  [
    'sa',
    ({ store: { read } }, id) =>
      show(read.serviceAccounts.find(id), (it) => toAccountView(read, it)),
  ],
  [
    'mem',
    ({ store: { read } }, id) => show(read.memberships.find(id), (it) => toMemberView(read, it)),
  ],
  [
    'tok',
    ({ store: { read }, now }, id) =>
      show(read.namedTokens.find(id), (it) => toTokenView(read, it, now())),
  ],
  [
    'key',
    ({ store: { read } }, id) => show(read.publicKeys.find(id), (it) => toPublicKeyView(read, it)),
  ],
  [
    'tp',
    ({ store: { read } }, id) => show(read.trustPolicies.find(id), (it) => toPolicyView(read, it)),
  ],
  [
    'iss',
    ({ store: { read }, issuerKeys }, id) =>
      show(read.issuers.find(id), (it) => toIssuerSnapshot(read, issuerKeys, it)),
  ],
  ['usr', ({ store: { read } }, id) => show(read.users.find(id), (it) => toUserView(it))],
  ['team', ({ store: { read } }, id) => show(read.teams.find(id), (it) => toTeamView(read, it))],
  ['role', ({ store: { read } }, id) => toRoleView(read, id)],
])

/** Shows what an operation is about to change, for the record; undefined when it is nothing we keep. */
export function showTarget(parts: OperationParts, id: string | undefined): Snapshot | undefined {
  if (id === undefined) return undefined
  return toSnapshot(shows.get(id.slice(0, id.indexOf('_')))?.(parts, id))
}

function show<R>(record: R | undefined, toView: (record: R) => object): object | undefined {
  return record === undefined ? undefined : toView(record)
}
