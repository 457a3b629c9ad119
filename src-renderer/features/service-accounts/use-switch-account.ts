import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

/** Disables an account, or enables a disabled one, at once; either can be taken back. */
export function useSwitchAccount({ id, path }: Pick<ServiceAccount, 'id' | 'path'>) {
  const { t } = useTranslation('accounts')
  const { client, toasts } = useServices()
  const refresh = useRefresh()

  const turn = async (isOn: boolean): Promise<void> => {
    const { enable, disable } = client.serviceAccounts
    await (isOn ? enable : disable)({ account: id })
    await refresh()
  }

  return async (isOn: boolean): Promise<void> => {
    const text = t(isOn ? 'menu.wasEnabled' : 'menu.wasDisabled', { account: path })
    try {
      await turn(isOn)
      toasts.getState().show({ text, undo: () => turn(!isOn) })
    } catch (error) {
      toasts.getState().fail(toProblem(error))
    }
  }
}
