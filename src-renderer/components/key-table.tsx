import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { actionKeys, pageKeys, showPaletteKeys } from '#renderer/lib/key-map.ts'
import { Keys } from './keys.tsx'

/** Every key and what it does. */
export function KeyTable() {
  const { t } = useTranslation('frame')
  const rows = [
    { keys: showPaletteKeys(), does: t('keys.palette') },
    { keys: [actionKeys.search], does: t('keys.search') },
    { keys: [actionKeys.create], does: t('keys.create') },
    { keys: [actionKeys.help], does: t('keys.help') },
    ...pageKeys.map(({ letter, page }) => ({
      keys: ['g', letter],
      does: t('keys.goTo', { page: t(page) }),
    })),
  ]

  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
        columnGap: 4,
        fontSize: '0.8125rem',
      }}
    >
      {rows.map(({ keys, does }) => (
        <Box
          key={keys.join(' ')}
          sx={{
            display: 'flex',
            justifyContent: 'space-between',
            alignItems: 'center',
            minHeight: 30,
          }}
        >
          <dt>{does}</dt>
          <Box component="dd" sx={{ m: 0 }}>
            <Keys keys={keys} />
          </Box>
        </Box>
      ))}
    </Box>
  )
}
