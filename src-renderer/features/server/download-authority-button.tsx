import DownloadRounded from '@mui/icons-material/DownloadRounded'
import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import { download } from '#renderer/lib/download.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'

/** Hands out what clients have to trust; there is nothing secret in it. */
export function DownloadAuthorityButton() {
  const { t } = useTranslation('listening')
  const { client, toasts } = useServices()
  const save = async () => {
    try {
      const { certificate } = await client.server.certificateAuthority()
      download('doorward-ca.pem', certificate)
    } catch (error) {
      toasts.getState().fail(toProblem(error))
    }
  }

  return (
    <Button
      variant="outlined"
      color="inherit"
      startIcon={<DownloadRounded />}
      sx={{ flexShrink: 0 }}
      onClick={() => void save()}
    >
      {t('download')}
    </Button>
  )
}
