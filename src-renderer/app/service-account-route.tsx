import { lazy, Suspense } from 'react'
import { useParams } from 'react-router'
import { PageSkeleton } from '#renderer/components/loading.tsx'
import { splitRoutedPath } from '#renderer/lib/paths.ts'
import { NotFoundPage } from './not-found-page.tsx'

const ServiceAccountPage = lazy(async () => ({
  default: (await import('#renderer/features/service-accounts/service-account-page.tsx'))
    .ServiceAccountPage,
}))
const EditServiceAccountPage = lazy(async () => ({
  default: (await import('#renderer/features/service-accounts/edit-service-account-page.tsx'))
    .EditServiceAccountPage,
}))

const TrustPolicyPage = lazy(async () => ({
  default: (await import('#renderer/features/service-accounts/trust-policy-page.tsx'))
    .TrustPolicyPage,
}))
const POLICY = /^trust-policies\/([^/]+)$/

/** Everything under `/service-accounts/<path>`: the details, or a form that changes them. */
export function ServiceAccountRoute() {
  const { path, action } = splitRoutedPath(useParams()['*'] ?? '')

  const policy = POLICY.exec(action ?? '')?.[1]
  return (
    <Suspense fallback={<PageSkeleton />}>
      {action === undefined && <ServiceAccountPage key={path} path={path} />}
      {action === 'edit' && <EditServiceAccountPage key={path} path={path} />}
      {policy && <TrustPolicyPage key={`${path} ${policy}`} path={path} policyId={policy} />}
      {action !== undefined && action !== 'edit' && !policy && <NotFoundPage />}
    </Suspense>
  )
}
