import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { CorrelationId } from '#renderer/components/correlation-id.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Page } from '#renderer/components/page.tsx'
import { toProblem } from '#renderer/lib/problem.ts'

/** Shown when a page itself fails, such as after an update of the server under an open window. */
export function RouteErrorPage() {
  const { t } = useTranslation(['frame', 'common'])
  const { correlationId } = toProblem(useRouteError())

  return (
    <Page title={t('failed.title')}>
      <EmptyState
        action={
          <Button variant="contained" onClick={() => window.location.reload()}>
            {t('common:reload')}
          </Button>
        }
      >
        {t('failed.explained')}
      </EmptyState>
      {correlationId && <CorrelationId id={correlationId} />}
    </Page>
  )
}
