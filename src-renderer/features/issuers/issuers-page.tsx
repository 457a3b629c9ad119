import DnsOutlined from '@mui/icons-material/DnsOutlined'
import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { Issuer } from '#contract/issuers.ts'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Page } from '#renderer/components/page.tsx'
import { SearchedTable } from '#renderer/components/searched-table.tsx'
import { useNewDialog } from '#renderer/components/use-new-dialog.tsx'
import { groupsRoute, toIssuerRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useSearchedList } from '#renderer/lib/use-searched-list.ts'
import { useIssuerColumns } from './issuer-columns.tsx'
import { IssuerFormDialog } from './issuer-form-dialog.tsx'

/** The outside identity providers that trust policies refer to, and how their keys are doing. */
export function IssuersPage() {
  const { t } = useTranslation('issuers')
  const { queries } = useServices()
  const navigate = useNavigate()
  const columns = useIssuerColumns()
  const searched = useSearchedList((input) => queries.issuers.list.queryOptions({ input }))
  const register = useNewDialog(t('register'), IssuerFormDialog)

  return (
    <Page title={t('title')} actions={register.button} description={t('description')}>
      <SearchedTable<Issuer>
        label={t('title')}
        searchLabel={t('search')}
        {...searched}
        columns={columns}
        rowHeight={60}
        empty={<NoIssuers />}
        nothingFound={
          <EmptyState>{t('nothingFound', { text: searched.search.settled })}</EmptyState>
        }
        onOpen={({ id }) => void navigate(toIssuerRoute(id))}
      />
      {register.dialog}
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
