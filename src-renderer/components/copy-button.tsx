import Check from '@mui/icons-material/Check'
import ContentCopy from '@mui/icons-material/ContentCopyOutlined'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/lib/services.tsx'

const SHOWN_MILLISECONDS = 2000

/** Copies something that is not a secret; secrets are copied in their own dialog only. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation('common')
  const { shell, toasts } = useServices()
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [copied])

  const copy = () =>
    shell.copyText(text).then(
      () => setCopied(true),
      () => toasts.getState().warn(t('notCopied')),
    )

  return (
    <Tooltip title={copied ? t('copied') : label}>
      <IconButton
        aria-label={copied ? t('copied') : label}
        onClick={() => void copy()}
        sx={{ '& svg': { fontSize: '15px !important' } }}
      >
        {copied ? <Check sx={{ color: 'success.main' }} /> : <ContentCopy />}
      </IconButton>
    </Tooltip>
  )
}
