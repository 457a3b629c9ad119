import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import type { Snippet } from '#contract/provider-profiles.ts'
import { CopyButton } from './copy-button.tsx'

/** A snippet under its title, with a button that copies it. */
export function SnippetText({ snippet }: { snippet: Snippet }) {
  const { t } = useTranslation('accounts')
  const { title, text } = snippet

  return (
    <Box sx={{ mb: 1.5 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', mb: 0.5 }}>
        <Typography variant="subtitle2" component="h3">
          {title}
        </Typography>
        <CopyButton text={text} label={t('secret.copySnippet', { title })} />
      </Box>
      <SnippetCode title={title} text={text} />
    </Box>
  )
}

/** The text of a snippet, as wide as it is written. */
export function SnippetCode({ title, text }: { title: string; text: string }) {
  return (
    <Box
      component="pre"
      // The keyboard must be able to scroll it.
      tabIndex={0}
      role="region"
      aria-label={title}
      sx={{
        m: 0,
        p: '10px 12px',
        overflowX: 'auto',
        fontSize: '0.75rem',
        lineHeight: 1.6,
        bgcolor: 'background.subtle',
        borderRadius: '8px',
      }}
    >
      <code>{text}</code>
    </Box>
  )
}
