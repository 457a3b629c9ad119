import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined'
import Button from '@mui/material/Button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAsked } from '#renderer/components/audit/timeline.tsx'
import { ActionMenu } from '#renderer/components/more-menu.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { saveFile } from '#renderer/lib/save-file.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useSearch } from '#renderer/lib/use-search.ts'
import { toCsv } from './to-csv.ts'

/** Saves what the page looks for, from the oldest event on: as it is kept, or as a table. */
export function ExportButton() {
  const { t } = useTranslation('audit')
  const { client, toasts } = useServices()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const asked = useAsked({}, useSearch().settled)
  const save = async (convert: (lines: File) => File | Promise<File>) => {
    try {
      saveFile(await convert(await client.audit.export(asked)))
    } catch (error) {
      toasts.getState().fail(toProblem(error))
    }
  }

  return (
    <>
      <Button
        variant="outlined"
        color="inherit"
        startIcon={<FileDownloadOutlined />}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {t('export')}
      </Button>
      <ActionMenu
        anchor={anchor}
        onClose={() => setAnchor(null)}
        actions={[
          { label: t('exportLines'), onChoose: () => void save((lines) => lines) },
          {
            label: t('exportTable'),
            onChoose: () => void save((lines) => toCsv(lines, 'doorward-audit.csv')),
          },
        ]}
      />
    </>
  )
}
