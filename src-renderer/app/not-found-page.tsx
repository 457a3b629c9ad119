import Button from '@mui/material/Button'
import { Link } from 'react-router'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Page } from '#renderer/components/page.tsx'

export function NotFoundPage() {
  return (
    <Page title="Not found">
      <EmptyState
        action={
          <Button component={Link} to="/" variant="contained">
            Go to Groups
          </Button>
        }
      >
        There is no page at this address.
      </EmptyState>
    </Page>
  )
}
