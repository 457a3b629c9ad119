import ChevronLeftRounded from '@mui/icons-material/ChevronLeftRounded'
import ChevronRightRounded from '@mui/icons-material/ChevronRightRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import type { CursorPages } from '#renderer/lib/use-cursor-pages.ts'

export interface PageBarProps {
  readonly pages: CursorPages
  /** Nothing while the list is not there yet. */
  readonly nextCursor: string | null | undefined
}

/** Steps through a list that is read by cursor; hidden while everything fits on one page. */
export function PageBar({ pages, nextCursor = null }: PageBarProps) {
  const { t } = useTranslation('common')
  const { pageNumber, goForward, goBack } = pages
  if (pageNumber === 1 && nextCursor === null) return null

  return (
    <Box
      component="nav"
      aria-label={t('pages')}
      sx={{ display: 'flex', alignItems: 'center', justifyContent: 'flex-end', gap: 1, pt: 1.5 }}
    >
      <Box component="span" sx={{ fontSize: '0.8125rem', color: 'text.secondary', mr: 1 }}>
        {t('page', { number: pageNumber })}
      </Box>
      <Button
        variant="outlined"
        color="inherit"
        size="small"
        startIcon={<ChevronLeftRounded />}
        disabled={pageNumber === 1}
        onClick={goBack}
      >
        {t('previous')}
      </Button>
      <Button
        variant="outlined"
        color="inherit"
        size="small"
        endIcon={<ChevronRightRounded />}
        disabled={nextCursor === null}
        onClick={() => nextCursor !== null && goForward(nextCursor)}
      >
        {t('next')}
      </Button>
    </Box>
  )
}
