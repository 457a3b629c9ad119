import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '#renderer/components/copy-button.tsx'

/** The name of a group or workspace with its path. */
export function NamespaceHeading({ name, path }: { name: string; path: string }) {
  const { t } = useTranslation('groups')

  return (
    <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 1.5 }}>
      <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
        {name}
      </Typography>
      {path !== name && (
        <Box
          component="code"
          sx={{ color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}
        >
          {path}
        </Box>
      )}
      <Box sx={{ ml: -1 }}>
        <CopyButton text={path} label={t('copyPath')} />
      </Box>
    </Box>
  )
}
