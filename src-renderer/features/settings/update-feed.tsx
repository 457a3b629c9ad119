import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextInput } from '#renderer/components/text-input.tsx'
import type {
  DesktopControls,
  DesktopSettingsChange,
  NewerVersion,
} from '#renderer/lib/desktop-controls.ts'
import { useServices } from '#renderer/lib/services.tsx'

export interface UpdateFeedProps {
  readonly desktop: DesktopControls
  readonly feed: string
  readonly onChange: (change: DesktopSettingsChange) => Promise<void>
}

type Found =
  | { readonly kind: 'newer'; readonly newer: NewerVersion }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly message: string }

/** Sets who is asked for newer versions, and asks when told to; nothing is ever installed. */
export function UpdateFeed({ desktop, feed, onChange }: UpdateFeedProps) {
  const { t } = useTranslation('settings')
  const [typed, setTyped] = useState(feed)
  const [error, setError] = useState<string>()
  const [found, setFound] = useState<Found>()

  const save = async (event: FormEvent<HTMLElement>) => {
    event.preventDefault()
    const isAllowed = typed === '' || isWebAddress(typed)
    setError(isAllowed ? undefined : t('updates.notHttps'))
    setFound(undefined)
    if (isAllowed) await onChange({ updateFeed: typed })
  }

  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => void save(event)}
      sx={{ display: 'grid', gap: 1.5 }}
    >
      <TextInput
        label={t('updates.feed')}
        optional
        hint={t('updates.hint')}
        error={error}
        input={{
          type: 'url',
          value: typed,
          placeholder: 'https://…',
          onChange: (event) => setTyped(event.target.value.trim()),
        }}
      />
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button type="submit" variant="outlined" disabled={typed === feed}>
          {t('updates.save')}
        </Button>
        {feed !== '' && (
          <Button
            variant="outlined"
            color="inherit"
            onClick={() => void find(desktop).then(setFound)}
          >
            {t('updates.look')}
          </Button>
        )}
      </Box>
      <Box role="status">{found && <Answer found={found} />}</Box>
    </Box>
  )
}

function Answer({ found }: { found: Found }) {
  const { t } = useTranslation('settings')
  const { shell } = useServices()
  if (found.kind === 'failed') return <Alert severity="error">{found.message}</Alert>
  if (found.kind === 'nothing') return <Alert severity="success">{t('updates.none')}</Alert>

  const { version, notesUrl } = found.newer
  return (
    <Alert
      severity="info"
      action={
        <Button color="inherit" size="small" onClick={() => void shell.openExternal(notesUrl)}>
          {t('updates.notes')}
        </Button>
      }
    >
      {t('updates.newer', { version })}
    </Alert>
  )
}

async function find(desktop: DesktopControls): Promise<Found> {
  try {
    const newer = await desktop.findNewerVersion()
    return newer ? { kind: 'newer', newer } : { kind: 'nothing' }
  } catch (error) {
    // The shell's refusals are worded for people.
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:'
}
