import { useQuery } from '@tanstack/react-query'
import { Trans, useTranslation } from 'react-i18next'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { NewServiceAccountForm } from './new-service-account-form.tsx'

export function NewServiceAccountPage({ group }: { group: string }) {
  const { t } = useTranslation('accounts')
  const { queries } = useServices()
  const settings = useQuery(queries.settings.get.queryOptions())

  return (
    <Page
      title={t('form.newTitle')}
      narrow
      description={
        <Trans
          t={t}
          i18nKey="form.newDescription"
          values={{ group }}
          components={{ code: <code /> }}
        />
      }
    >
      {settings.error && (
        <ProblemAlert problem={toProblem(settings.error)} onRetry={() => void settings.refetch()} />
      )}
      {settings.isPending && <BlockSkeleton height={480} />}
      {settings.data && (
        <NewServiceAccountForm group={group} maximumDays={settings.data.clientSecretMaximumDays} />
      )}
    </Page>
  )
}
