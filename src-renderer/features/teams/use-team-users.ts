import { useTranslation } from 'react-i18next'
import type { Team, User } from '#contract/users.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

type Person = Pick<User, 'id' | 'email'>

/** Puts people into a team and takes them out; each can be taken back for a while. */
export function useTeamUsers({ id: team, name }: Pick<Team, 'id' | 'name'>) {
  const { t } = useTranslation('access')
  const { client, toasts } = useServices()
  const refresh = useRefresh()

  const change = async (done: 'addUser' | 'removeUser', { id, email }: Person) => {
    const undone = done === 'addUser' ? 'removeUser' : 'addUser'
    try {
      await client.teams[done]({ team, user: id })
      toasts.getState().show({
        text: t(done === 'addUser' ? 'teams.added' : 'teams.removed', { email, team: name }),
        undo: async () => {
          await client.teams[undone]({ team, user: id })
          await refresh()
        },
      })
      await refresh()
    } catch (error) {
      toasts.getState().fail(toProblem(error))
    }
  }

  return {
    add: (person: Person) => change('addUser', person),
    remove: (person: Person) => change('removeUser', person),
  }
}
