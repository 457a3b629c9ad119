import DnsOutlined from '@mui/icons-material/DnsOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Issuer } from '#contract/issuers.ts'
import { DataTable } from '#renderer/components/data-table.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { NewButton } from '#renderer/components/new-button.tsx'
import { Page } from '#renderer/components/page.tsx'
import { PageBar } from '#renderer/components/page-bar.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SearchField } from '#renderer/components/search-field.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useCursorPages } from '#renderer/lib/use-cursor-pages.ts'
import { useSearch } from '#renderer/lib/use-search.ts'
import { issuerColumns } from './issuer-columns.tsx'
import { IssuerDialog } from './issuer-dialog.tsx'
import { IssuerFormDialog } from './issuer-form-dialog.tsx'

/** The outside identity providers that trust policies refer to, and how their keys are doing. */
export function IssuersPage() {
  const { queries } = useServices()
  const search = useSearch()
  const pages = useCursorPages(search.settled)
  const [opened, setOpened] = useState<string>()
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

  const shown = issuers.data?.items.find(({ id }) => id === opened)

  return (
    <Page
      title="Issuers"
      actions={<NewButton label="Register issuer" onClick={() => setRegistering(true)} />}
      description="Identity providers whose tokens your trust policies accept. A trust policy registers its issuer on the way."
    >
      <Box sx={{ mb: 1.5 }}>
        <SearchField label="Search issuers" text={search.text} onChange={search.setText} />
      </Box>
      {issuers.error && (
        <ProblemAlert problem={toProblem(issuers.error)} onRetry={() => void issuers.refetch()} />
      )}
      {!(issuers.error && !issuers.data) && (
        <DataTable<Issuer>
          label="Issuers"
          rows={issuers.data?.items ?? []}
          columns={issuerColumns}
          loading={issuers.isPending}
          rowHeight={60}
          onOpen={({ id }) => setOpened(id)}
          empty={search.settled ? <NothingFound text={search.settled} /> : <NoIssuers />}
        />
      )}
      <PageBar
        pageNumber={pages.pageNumber}
        nextCursor={issuers.data?.nextCursor ?? null}
        onForward={pages.goForward}
        onBack={pages.goBack}
      />
      {shown && <IssuerDialog issuer={shown} onClose={() => setOpened(undefined)} />}
      {registering && <IssuerFormDialog onClose={() => setRegistering(false)} />}
    </Page>
  )
}

function NoIssuers() {
  return (
    <EmptyState
      icon={<DnsOutlined />}
      action={
        <Button component={Link} to="/" variant="contained">
          Go to Groups
        </Button>
      }
    >
      There is no issuer yet: the first trust policy of a service account adds one.
    </EmptyState>
  )
}

function NothingFound({ text }: { text: string }) {
  return <EmptyState>No issuer matches “{text}”.</EmptyState>
}
