import Alert from '@mui/material/Alert'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import type { BoundClaims, TrustPolicy } from '#contract/trust-policies.ts'
import { PageSkeleton } from '#renderer/components/loading.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { toClaimRow } from '#renderer/components/trust/claim-row.ts'
import { type BuiltPolicy, PolicyBuilder } from '#renderer/components/trust/policy-builder.tsx'
import {
  createPolicyForm,
  type PolicyForm,
  toPolicyChange,
  toPolicyForm,
  toSameInput,
  toWrittenFields,
} from '#renderer/components/trust/policy-form.ts'
import { PolicyTrials } from '#renderer/components/trust/policy-trials.tsx'
import { i18next } from '#renderer/lib/language.ts'
import { toServiceAccountRoute } from '#renderer/lib/paths.ts'
import { createProblem, toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

export interface TrustPolicyPageProps {
  readonly path: string
  /** The policy's id, or `new`. */
  readonly policyId: string
}

/** Makes a trust policy, perhaps from an attempt (`?attempt=`), or changes one, perhaps more tightly (`?tighten`). */
export function TrustPolicyPage({ path, policyId }: TrustPolicyPageProps) {
  const { queries } = useServices()
  const [params] = useSearchParams()
  const account = useQuery(queries.serviceAccounts.get.queryOptions({ input: { account: path } }))
  const attempt = params.get('attempt') ?? undefined
  const tighten = params.has('tighten')

  const saved = account.data?.trustPolicies.find(({ id }) => id === policyId)
  if (account.error) return <Failure error={account.error} />
  if (!account.data) return <PageSkeleton />
  if (policyId === 'new' && attempt) return <FromAttempt account={account.data} attempt={attempt} />
  if (policyId === 'new') return <Builder account={account.data} start={createPolicyForm()} />
  if (!saved) return <Failure error={undefined} />
  if (tighten) return <Tightened account={account.data} saved={saved} />
  return <Builder account={account.data} saved={saved} start={toPolicyForm(saved)} />
}

function FromAttempt({ account, attempt }: { account: ServiceAccount; attempt: string }) {
  const { t } = useTranslation('trust')
  const { queries } = useServices()
  const draft = useQuery(queries.trust.draft.queryOptions({ input: { attempt }, gcTime: 0 }))

  if (draft.error) return <Failure error={draft.error} />
  if (!draft.data) return <PageSkeleton />
  return (
    <Builder
      account={account}
      start={createPolicyForm(toWrittenFields(draft.data.policy))}
      note={t('page.fromAttempt')}
    />
  )
}

function Tightened({ account, saved }: { account: ServiceAccount; saved: TrustPolicy }) {
  const { queries } = useServices()
  const input = { account: account.id, policy: saved.id }
  const proposal = useQuery(queries.trustPolicies.propose.queryOptions({ input, gcTime: 0 }))

  if (proposal.error) return <Failure error={proposal.error} />
  if (!proposal.data) return <PageSkeleton />
  const { attempts, boundClaims } = proposal.data
  return (
    <Builder
      account={account}
      saved={saved}
      start={withClaims(toPolicyForm(saved), boundClaims)}
      note={sayProposal(attempts, Object.keys(boundClaims))}
    />
  )
}

function withClaims(form: PolicyForm, more: BoundClaims): PolicyForm {
  const known = new Set(form.claims.map(({ claim }) => claim))
  const added = Object.entries(more).filter(([claim]) => !known.has(claim))
  return { ...form, claims: [...form.claims, ...added.map(toClaimRow)] }
}

function sayProposal(count: number, claims: readonly string[]): string {
  if (claims.length === 0) return i18next.t('trust:page.nothingToAdd', { count })
  return i18next.t('trust:page.added', { count, claims: claims.join(', ') })
}

interface BuilderProps {
  readonly account: ServiceAccount
  readonly start: PolicyForm
  readonly saved?: TrustPolicy
  readonly note?: string
}

function Builder({ account, start, saved, note }: BuilderProps) {
  const { t } = useTranslation('trust')
  const { client, toasts } = useServices()
  const navigate = useNavigate()
  const refresh = useRefresh()
  // As it was when the form was opened: what somebody saves meanwhile must not pass for looked at.
  const base = useRef(saved)
  const leaving = useRef(false)
  const leave = () => navigate(toServiceAccountRoute(account.path), { replace: true })
  const save = async ({ input, form }: BuiltPolicy) => {
    if (base.current) {
      const { id, version } = base.current
      const change = toPolicyChange(base.current, form)
      await client.trustPolicies.update({ account: account.id, policy: id, version, ...change })
    } else {
      await client.trustPolicies.create({ account: account.id, ...input })
    }
    await refresh()
    toasts.getState().succeed(t('page.saved', { account: account.path }))
    leaving.current = true
    await leave()
  }

  return (
    <Page
      title={saved ? saved.name || t('page.title') : t('page.newTitle')}
      narrow
      description={
        <Trans t={t} i18nKey="page.of" values={{ account: account.path }}>
          Of <code>path</code>.
        </Trans>
      }
    >
      {note && (
        <Alert severity="info" sx={{ mb: 2.5 }}>
          {note}
        </Alert>
      )}
      <PolicyBuilder
        account={account.id}
        start={start}
        {...(saved && { saved })}
        submitLabel={t(saved ? 'page.saveChanges' : 'page.save')}
        onSave={save}
        onCancel={() => void leave()}
        leaving={leaving}
        renderTrials={(input) => (
          <PolicyTrials
            account={account.id}
            draft={{ ...input, ...(saved && { id: saved.id, issuer: saved.issuer }) }}
            others={account.trustPolicies.filter(({ id }) => id !== saved?.id).map(toSameInput)}
          />
        )}
      />
    </Page>
  )
}

function Failure({ error }: { error: unknown }) {
  const { t } = useTranslation('trust')
  return (
    <Page title={t('page.title')}>
      <ProblemAlert
        problem={error === undefined ? createProblem('not_found', {}) : toProblem(error)}
      />
    </Page>
  )
}
