import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import type { TlsSettings } from '#contract/listening.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefreshServer } from './use-refresh-server.ts'

/** Reads the files again, or makes another certificate; connections go on. */
export function RenewCertificateButton({ kind }: { kind: TlsSettings['kind'] }) {
  const { t } = useTranslation('listening')
  const { client, toasts } = useServices()
  const refresh = useRefreshServer()
  const renew = async () => {
    try {
      await client.server.renewCertificate()
      toasts.getState().succeed(t('reloaded'))
    } catch (error) {
      toasts.getState().fail(toProblem(error))
    }
    await refresh()
  }

  return (
    <Button variant="outlined" color="inherit" onClick={() => void renew()}>
      {kind === 'own' ? t('renew') : t('reload')}
    </Button>
  )
}
