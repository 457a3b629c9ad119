import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined'
import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import { useAsked } from '#renderer/components/audit/timeline.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { saveFile } from '#renderer/lib/save-file.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useSearch } from '#renderer/lib/use-search.ts'

/** Saves what the page looks for, from the oldest event on. */
export function ExportButton() {
  const { t } = useTranslation('audit')
  const { client, toasts } = useServices()
  const asked = useAsked({}, useSearch().settled)
  const save = async () => {
    try {
      saveFile(await client.audit.export(asked))
    } catch (error) {
      toasts.getState().fail(toProblem(error))
    }
  }

  return (
    <Button
      variant="outlined"
      color="inherit"
      startIcon={<FileDownloadOutlined />}
      onClick={() => void save()}
    >
      {t('export')}
    </Button>
  )
}
