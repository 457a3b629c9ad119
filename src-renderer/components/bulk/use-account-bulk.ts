import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import { runEach } from './run-each.ts'

export type BulkAction = 'disable' | 'enable' | 'delete'

const opposite = { disable: 'enable', enable: 'disable' } as const

/** Disables, enables or deletes accounts; all but deletion can be taken back for a while. */
export function useAccountBulk(action: BulkAction, accounts: readonly ServiceAccount[]) {
  const { t } = useTranslation('groups')
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const concerned = accounts.filter(
    ({ disabled }) => action === 'delete' || disabled === (action === 'enable'),
  )
  const changeBy = (operation: BulkAction) => (account: ServiceAccount) =>
    client.serviceAccounts[operation]({ account: account.id })

  const undo = async (done: readonly ServiceAccount[]) => {
    if (action === 'delete') return
    const errors: unknown[] = []
    await runEach(done, changeBy(opposite[action]), (_, error) => error && errors.push(error))
    await refresh()
    if (errors.length > 0) throw errors[0]
  }
  const finish = (done: readonly ServiceAccount[]) => {
    if (done.length === 0) return
    void refresh()
    toasts.getState().show({
      text: t(`bulk.${action}.done`, { count: done.length }),
      ...(action !== 'delete' && { undo: () => undo(done) }),
    })
  }

  return { concerned, change: changeBy(action), finish }
}
