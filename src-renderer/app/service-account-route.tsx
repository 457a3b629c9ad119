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

/** Everything under `/service-accounts/<path>`: the details, or the form that changes them. */
export function ServiceAccountRoute() {
  const { path, action } = splitRoutedPath(useParams()['*'] ?? '')

  return (
    <Suspense fallback={<PageSkeleton />}>
      {action === undefined && <ServiceAccountPage key={path} path={path} />}
      {action === 'edit' && <EditServiceAccountPage key={path} path={path} />}
      {action !== undefined && action !== 'edit' && <NotFoundPage />}
    </Suspense>
  )
}
