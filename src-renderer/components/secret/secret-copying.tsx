import ContentCopy from '@mui/icons-material/ContentCopyOutlined'
import SaveAltRounded from '@mui/icons-material/SaveAltRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/lib/services.tsx'
import type { SecretFile } from '#renderer/lib/shell.ts'
import { ClearingCountdown } from './clearing-countdown.tsx'

export interface SecretCopyingProps {
  readonly label: string
  readonly secret: string
  /** The same as `KEY=value` lines. */
  readonly lines?: string | undefined
  readonly files: readonly SecretFile[]
  /** Called whenever the secret got somewhere where it stays. */
  readonly onSaved: () => void
}

type Outcome =
  | { readonly kind: 'copied'; readonly clearsInSeconds: number }
  | { readonly kind: 'copy_failed' | 'save_failed' | 'cleared' | 'kept' }
  | { readonly kind: 'saved'; readonly name: string }

/** Copies and saves the secret, and says, once, what becomes of it. */
export function SecretCopying({ label, secret, lines, files, onSaved }: SecretCopyingProps) {
  const { t } = useTranslation('accounts')
  const { shell } = useServices()
  const [outcome, setOutcome] = useState<Outcome>()
  const [clearing, setClearing] = useState<{ readonly copy: number; readonly seconds: number }>()

  const copy = async (text: string) => {
    try {
      const clearsInSeconds = await shell.copySecret(text)
      setClearing((last) => ({ copy: (last?.copy ?? 0) + 1, seconds: clearsInSeconds }))
      setOutcome({ kind: 'copied', clearsInSeconds })
      onSaved()
    } catch {
      setOutcome({ kind: 'copy_failed' })
    }
  }
  const save = async (file: SecretFile) => {
    try {
      if (!(await shell.saveSecret(file))) return
      setOutcome({ kind: 'saved', name: file.name })
      onSaved()
    } catch {
      setOutcome({ kind: 'save_failed' })
    }
  }

  return (
    <Box sx={{ mt: 1.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button variant="contained" startIcon={<ContentCopy />} onClick={() => void copy(secret)}>
          {label}
        </Button>
        {lines !== undefined && (
          <Button
            variant="outlined"
            color="inherit"
            startIcon={<ContentCopy />}
            onClick={() => void copy(lines)}
          >
            {t('secret.copyLines')}
          </Button>
        )}
        {files.map((file) => (
          <Button
            key={file.name}
            variant="outlined"
            color="inherit"
            startIcon={<SaveAltRounded />}
            onClick={() => void save(file)}
          >
            {t('secret.saveAs', { kind: file.name.slice(file.name.lastIndexOf('.')) })}
          </Button>
        ))}
      </Box>
      <Box
        role="status"
        sx={{ mt: 1, minHeight: 20, fontSize: '0.8125rem', color: 'text.secondary' }}
      >
        {outcome && <Told outcome={outcome} />}
      </Box>
      {clearing && clearing.seconds > 0 && shell.clearsClipboard && (
        <ClearingCountdown
          key={clearing.copy}
          seconds={clearing.seconds}
          onEnded={(kind) => {
            setOutcome({ kind })
            setClearing(undefined)
          }}
        />
      )}
    </Box>
  )
}

function Told({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation('accounts')
  const { shell } = useServices()

  switch (outcome.kind) {
    case 'copied':
      if (!shell.clearsClipboard) return t('secret.copiedBrowser')
      if (outcome.clearsInSeconds === 0) return t('secret.copiedStays')
      return t('secret.copiedClears', { count: outcome.clearsInSeconds })
    case 'saved':
      return shell.kind === 'desktop'
        ? t('secret.saved', { name: outcome.name })
        : t('secret.downloaded', { name: outcome.name })
    case 'copy_failed':
      return t('secret.copyFailed')
    case 'save_failed':
      return t('secret.notSaved')
    case 'cleared':
      return t('secret.clearedNow')
    case 'kept':
      return t('secret.kept')
  }
}
