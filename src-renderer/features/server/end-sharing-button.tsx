import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefreshServer } from './use-refresh-server.ts'

export function EndSharingButton() {
  const { t } = useTranslation('server')
  const { client, toasts } = useServices()
  const refresh = useRefreshServer()
  const end = async () => {
    try {
      await client.server.unshare()
      toasts.getState().succeed(t('share.ended'))
    } catch (error) {
      toasts.getState().fail(toProblem(error))
    }
    await refresh()
  }

  return (
    <Button variant="outlined" color="inherit" onClick={() => void end()}>
      {t('share.end')}
    </Button>
  )
}
