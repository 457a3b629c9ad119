import Button from '@mui/material/Button'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Page } from '#renderer/components/page.tsx'

/** Shown when a page itself fails, such as after an update of the server under an open window. */
export function RouteErrorPage() {
  return (
    <Page title="This page could not be shown">
      <EmptyState
        action={
          <Button variant="contained" onClick={() => window.location.reload()}>
            Reload
          </Button>
        }
      >
        The window may be older than the server. Reload it; nothing that was saved is lost.
      </EmptyState>
    </Page>
  )
}
