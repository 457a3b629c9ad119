import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Page } from '#renderer/components/page.tsx'

export function NotFoundPage() {
  const { t } = useTranslation('frame')
  return (
    <Page title={t('notFound.title')}>
      <EmptyState
        action={
          <Button component={Link} to="/" variant="contained">
            {t('notFound.home')}
          </Button>
        }
      >
        {t('notFound.explained')}
      </EmptyState>
    </Page>
  )
}
