import { type Reader, requireTeam, requireUser } from '#server/access/find.ts'
import type { Team } from '#server/domain/model.ts'
import { AppError } from '#server/errors.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { begunBy, changedBy, requireVersion } from './history.ts'
import { changeMemberships, endMemberships } from './memberships.ts'
import { type PageRequest, readGathered, toPage } from './pages.ts'
import type { Progress } from './record-event.ts'
import { toTeamView } from './views.ts'
import { type Asking, requireSeenUser } from './visible-principal.ts'

/** Implements the operations on teams. */
export function implementTeams({ teams }: Chain, { store, now, newId }: OperationParts) {
  const { read } = store
  const toView = (team: Team) => toTeamView(read, team)

  return {
    list: teams.list.handler(({ input, context }) => {
      const positionOf = (team: Team) => team.name
      const listing = {
        read:
          input.user === undefined
            ? (page: PageRequest) => read.teams.list('all', 'all', page)
            : readGathered(listTeamsOf(read, context, input.user), positionOf),
        positionOf,
        textOf: (team: Team) => `${team.name} ${team.description}`,
      }
      return toPage(input, listing, toView)
    }),

    create: teams.create.handler(async ({ input, context }) => {
      const record: Team = {
        id: newId('team'),
        name: input.name,
        description: input.description,
        ...begunBy(context.principal.actor, now()),
      }
      await store.change((tx) => {
        if (tx.teams.findBy('name', record.name)) throw nameTaken(record.name)
        tx.teams.put(record)
      })
      return toView(record)
    }),

    get: teams.get.handler(({ input }) => toView(requireTeam(read, input.team))),

    update: teams.update.handler(async ({ input, context }) => {
      const team = await store.change((tx) => {
        const current = requireTeam(tx, input.team)
        requireVersion(current, input.version)
        const record: Team = {
          ...current,
          description: input.description,
          ...changedBy(current, context.principal.actor, now()),
        }
        tx.teams.put(record)
        return record
      })
      return toView(team)
    }),

    delete: teams.delete.handler(async ({ input }) => {
      await store.change((tx) => {
        const team = requireTeam(tx, input.team)
        endMemberships(tx, tx.memberships.list('principal', team.id))
        for (const member of tx.teamMembers.list('team', team.id)) tx.teamMembers.delete(member.id)
        tx.teams.delete(team.id)
      })
    }),

    addUser: teams.addUser.handler(async ({ input, context }) => {
      await store.change((tx) => {
        const teamId = requireTeam(tx, input.team).id
        const userId = requireUser(tx, input.user).id
        const put = () => tx.teamMembers.put({ id: `${teamId}/${userId}`, teamId, userId })
        changeMemberships(tx, context.subject, { kind: 'user', id: userId }, put)
      })
      noteUser(context.progress, read, { ...input, is: 'added' })
    }),

    removeUser: teams.removeUser.handler(async ({ input, context }) => {
      await store.change((tx) => {
        const teamId = requireTeam(tx, input.team).id
        tx.teamMembers.delete(`${teamId}/${requireUser(tx, input.user).id}`)
      })
      noteUser(context.progress, read, { ...input, is: 'removed' })
    }),
  }
}

function listTeamsOf(read: Reader, asking: Asking, reference: string): readonly Team[] {
  const { id } = requireSeenUser(read, asking, reference)
  return read.teamMembers.list('user', id).flatMap(({ teamId }) => read.teams.find(teamId) ?? [])
}

interface UserOfTeam {
  readonly team: string
  readonly user: string
  readonly is: 'added' | 'removed'
}

/** The answer is empty, so the record says who joined or left. */
function noteUser(progress: Progress | undefined, read: Reader, { team, user, is }: UserOfTeam) {
  const { id, email } = requireUser(read, user)
  if (progress)
    progress.after = { ...toTeamView(read, requireTeam(read, team)), [is]: { id, email } }
}

function nameTaken(name: string): AppError {
  return new AppError('name_taken', `There is a team "${name}" already.`, {
    fields: [{ field: 'name', message: 'This name is taken.' }],
  })
}
