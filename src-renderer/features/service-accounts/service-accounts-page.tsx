import SmartToyOutlined from '@mui/icons-material/SmartToyOutlined'
import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ServiceAccountGrid } from '#renderer/components/service-account-grid.tsx'

/** Every service account that the caller may see, whatever group it lives in. */
export function ServiceAccountsPage() {
  const { t } = useTranslation('accounts')

  return (
    <Page title={t('list.title')} description={t('list.description')}>
      <ServiceAccountGrid
        empty={
          <EmptyState
            icon={<SmartToyOutlined />}
            action={
              <Button component={Link} to="/" variant="contained">
                {t('list.goToGroups')}
              </Button>
            }
          >
            {t('list.empty')}
          </EmptyState>
        }
      />
    </Page>
  )
}
