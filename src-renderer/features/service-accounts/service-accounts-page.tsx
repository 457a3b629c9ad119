import SmartToyOutlined from '@mui/icons-material/SmartToyOutlined'
import Button from '@mui/material/Button'
import { Link } from 'react-router'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ServiceAccountGrid } from '#renderer/components/service-account-grid.tsx'

/** Every service account that the caller may see, whatever group it lives in. */
export function ServiceAccountsPage() {
  return (
    <Page title="Service accounts" description="All accounts, over every group you may see.">
      <ServiceAccountGrid
        empty={
          <EmptyState
            icon={<SmartToyOutlined />}
            action={
              <Button component={Link} to="/" variant="contained">
                Go to Groups
              </Button>
            }
          >
            There is no service account yet: open a group to create one there.
          </EmptyState>
        }
      />
    </Page>
  )
}
