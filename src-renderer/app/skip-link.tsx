import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'

export function SkipLink() {
  const { t } = useTranslation('frame')
  return (
    <Box
      component="a"
      href="#content"
      onClick={(event) => {
        event.preventDefault()
        document.querySelector<HTMLElement>('#content')?.focus()
      }}
      sx={{
        position: 'fixed',
        top: -60,
        left: 12,
        zIndex: 'tooltip',
        px: 1.5,
        py: 1,
        borderRadius: 1,
        bgcolor: 'primary.main',
        color: 'primary.contrastText',
        fontWeight: 500,
        '&:focus': { top: 6 },
      }}
    >
      {t('skip')}
    </Box>
  )
}
