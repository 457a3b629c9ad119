import SearchRounded from '@mui/icons-material/SearchRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import { Keys } from '#renderer/components/keys.tsx'
import { showPaletteKeys } from '#renderer/lib/key-map.ts'

export function FindButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation('frame')

  return (
    <Button
      size="small"
      variant="outlined"
      color="inherit"
      startIcon={<SearchRounded />}
      aria-haspopup="dialog"
      onClick={onClick}
      sx={{ color: 'text.secondary', gap: 0.5, flexShrink: 0 }}
    >
      {t('find.button')}
      <Box component="span" aria-hidden sx={{ display: { xs: 'none', md: 'inline-flex' }, ml: 1 }}>
        <Keys keys={showPaletteKeys()} />
      </Box>
    </Button>
  )
}
