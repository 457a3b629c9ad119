import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { useServices } from '#renderer/lib/services.tsx'
import type { Done } from '#renderer/lib/toasts-store.ts'

/** Disables an account, or enables a disabled one; either can be taken back. */
export function useSwitchAccount({ id, path }: Pick<ServiceAccount, 'id' | 'path'>) {
  const { t } = useTranslation('accounts')
  const { enable, disable } = useServices().client.serviceAccounts
  const turn = (isOn: boolean) => (isOn ? enable : disable)({ account: id })

  return async (isOn: boolean): Promise<Done> => {
    await turn(isOn)
    return {
      text: t(isOn ? 'menu.wasEnabled' : 'menu.wasDisabled', { account: path }),
      undo: () => turn(!isOn),
    }
  }
}
