import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import type { Group } from '#contract/groups.ts'
import { CopyButton } from '#renderer/components/copy-button.tsx'

export function GroupHeading({ group }: { group: Group }) {
  const { t } = useTranslation('groups')
  const isNested = group.path !== group.name

  return (
    <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 1.5 }}>
      <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
        {group.name}
      </Typography>
      {isNested && (
        <Box
          component="code"
          sx={{ color: 'text.secondary', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}
        >
          {group.path}
        </Box>
      )}
      <Box sx={{ ml: -1 }}>
        <CopyButton text={group.path} label={t('copyPath')} />
      </Box>
    </Box>
  )
}
