import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import type { Issuer } from '#contract/issuers.ts'
import { PageSkeleton } from '#renderer/components/loading.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { issuersRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { DeleteIssuerDialog } from './delete-issuer-dialog.tsx'
import { IssuerActions } from './issuer-actions.tsx'
import { IssuerKeyFacts, IssuerSettingFacts } from './issuer-facts.tsx'
import { IssuerFormDialog } from './issuer-form-dialog.tsx'
import { IssuerTrouble } from './issuer-trouble.tsx'
import { TrustingAccounts } from './trusting-accounts.tsx'

/** One issuer: how its keys are doing, what its tokens may be, and who trusts it. */
export function IssuerPage() {
  const { t } = useTranslation('issuers')
  const { queries } = useServices()
  const id = useParams().issuer ?? ''
  const issuer = useQuery(queries.issuers.get.queryOptions({ input: { issuer: id } }))

  if (issuer.data) return <LoadedIssuer issuer={issuer.data} />
  if (!issuer.error) return <PageSkeleton />
  return (
    <Page title={t('issuer')}>
      <ProblemAlert problem={toProblem(issuer.error)} onRetry={() => void issuer.refetch()} />
    </Page>
  )
}

function LoadedIssuer({ issuer }: { issuer: Issuer }) {
  const { t } = useTranslation('issuers')
  const navigate = useNavigate()
  const [open, setOpen] = useState<'edit' | 'delete'>()
  const close = () => setOpen(undefined)

  return (
    <Page
      title={issuer.label || issuer.url}
      narrow
      {...(issuer.label && { description: <code>{issuer.url}</code> })}
      actions={
        <IssuerActions
          issuer={issuer}
          onEdit={() => setOpen('edit')}
          onDelete={() => setOpen('delete')}
        />
      }
    >
      <IssuerTrouble issuer={issuer} />
      <Section title={t('keys')}>
        <IssuerKeyFacts issuer={issuer} />
      </Section>
      <Section title={t('settings')}>
        <IssuerSettingFacts issuer={issuer} />
      </Section>
      <TrustingAccounts issuer={issuer} />
      {open === 'edit' && <IssuerFormDialog issuer={issuer} onClose={close} />}
      {open === 'delete' && (
        <DeleteIssuerDialog
          issuer={issuer}
          onClose={close}
          onDeleted={() => void navigate(issuersRoute, { replace: true })}
        />
      )}
    </Page>
  )
}
