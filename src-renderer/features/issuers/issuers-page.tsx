import DnsOutlined from '@mui/icons-material/DnsOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { Issuer } from '#contract/issuers.ts'
import { DataTable } from '#renderer/components/data-table.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { NewButton } from '#renderer/components/new-button.tsx'
import { Page } from '#renderer/components/page.tsx'
import { PageBar } from '#renderer/components/page-bar.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SearchField } from '#renderer/components/search-field.tsx'
import { groupsRoute, toIssuerRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useCursorPages } from '#renderer/lib/use-cursor-pages.ts'
import { useSearch } from '#renderer/lib/use-search.ts'
import { useIssuerColumns } from './issuer-columns.tsx'
import { IssuerFormDialog } from './issuer-form-dialog.tsx'

/** The outside identity providers that trust policies refer to, and how their keys are doing. */
export function IssuersPage() {
  const { t } = useTranslation('issuers')
  const { queries } = useServices()
  const navigate = useNavigate()
  const columns = useIssuerColumns()
  const search = useSearch()
  const pages = useCursorPages(search.settled)
  const [registering, setRegistering] = useState(false)
  const issuers = useQuery(
    queries.issuers.list.queryOptions({
      input: {
        limit: 50,
        ...(search.settled && { search: search.settled }),
        ...(pages.cursor && { cursor: pages.cursor }),
      },
      placeholderData: keepPreviousData,
    }),
  )

  return (
    <Page
      title={t('title')}
      actions={<NewButton label={t('register')} onClick={() => setRegistering(true)} />}
      description={t('description')}
    >
      <Box sx={{ mb: 1.5 }}>
        <SearchField label={t('search')} text={search.text} onChange={search.setText} />
      </Box>
      {issuers.error && (
        <ProblemAlert problem={toProblem(issuers.error)} onRetry={() => void issuers.refetch()} />
      )}
      {!(issuers.error && !issuers.data) && (
        <DataTable<Issuer>
          label={t('title')}
          rows={issuers.data?.items ?? []}
          columns={columns}
          loading={issuers.isPending}
          rowHeight={60}
          onOpen={({ id }) => void navigate(toIssuerRoute(id))}
          empty={search.settled ? <NothingFound text={search.settled} /> : <NoIssuers />}
        />
      )}
      <PageBar
        pageNumber={pages.pageNumber}
        nextCursor={issuers.data?.nextCursor ?? null}
        onForward={pages.goForward}
        onBack={pages.goBack}
      />
      {registering && <IssuerFormDialog onClose={() => setRegistering(false)} />}
    </Page>
  )
}

function NoIssuers() {
  const { t } = useTranslation(['issuers', 'frame'])

  return (
    <EmptyState
      icon={<DnsOutlined />}
      action={
        <Button component={Link} to={groupsRoute} variant="contained">
          {t('frame:groups')}
        </Button>
      }
    >
      {t('empty')}
    </EmptyState>
  )
}

function NothingFound({ text }: { text: string }) {
  const { t } = useTranslation('issuers')
  return <EmptyState>{t('nothingFound', { text })}</EmptyState>
}
