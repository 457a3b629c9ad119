import { useTranslation } from 'react-i18next'
import type { Team, User } from '#contract/users.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useChangeAtOnce } from '#renderer/lib/use-change-at-once.ts'

type Person = Pick<User, 'id' | 'email'>

/** Puts people into a team and takes them out; each can be taken back for a while. */
export function useTeamUsers({ id: team, name }: Pick<Team, 'id' | 'name'>) {
  const { t } = useTranslation('access')
  const { client } = useServices()
  const atOnce = useChangeAtOnce()

  const change = (done: 'addUser' | 'removeUser', { id, email }: Person) =>
    atOnce(async () => {
      const undone = done === 'addUser' ? 'removeUser' : 'addUser'
      await client.teams[done]({ team, user: id })
      return {
        text: t(done === 'addUser' ? 'teams.added' : 'teams.removed', { email, team: name }),
        undo: () => client.teams[undone]({ team, user: id }),
      }
    })

  return {
    add: (person: Person) => change('addUser', person),
    remove: (person: Person) => change('removeUser', person),
  }
}
