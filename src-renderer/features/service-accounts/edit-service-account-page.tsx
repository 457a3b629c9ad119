import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { PageSkeleton } from '#renderer/components/loading.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { getName } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { EditServiceAccountForm } from './edit-service-account-form.tsx'

export function EditServiceAccountPage({ path }: { path: string }) {
  const { t } = useTranslation('accounts')
  const { queries } = useServices()
  const account = useQuery(queries.serviceAccounts.get.queryOptions({ input: { account: path } }))
  if (account.isPending) return <PageSkeleton />

  return (
    <Page
      title={t('form.editTitle', { name: getName(path) })}
      description={<code>{path}</code>}
      narrow
    >
      {account.data ? (
        <EditServiceAccountForm account={account.data} />
      ) : (
        <ProblemAlert problem={toProblem(account.error)} onRetry={() => void account.refetch()} />
      )}
    </Page>
  )
}
