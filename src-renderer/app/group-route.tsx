import { lazy, Suspense } from 'react'
import { useParams } from 'react-router'
import { PageSkeleton } from '#renderer/components/loading.tsx'
import { splitRoutedPath } from '#renderer/lib/paths.ts'
import { NotFoundPage } from './not-found-page.tsx'

const GroupPage = lazy(async () => ({
  default: (await import('#renderer/features/groups/group-page.tsx')).GroupPage,
}))
const NewServiceAccountPage = lazy(async () => ({
  default: (await import('#renderer/features/service-accounts/new-service-account-page.tsx'))
    .NewServiceAccountPage,
}))

/** Everything under `/groups/<path>`: the group, or a form for something new in it. */
export function GroupRoute() {
  const { path, action } = splitRoutedPath(useParams()['*'] ?? '')

  return (
    <Suspense fallback={<PageSkeleton />}>
      {action === undefined && <GroupPage key={path} path={path} />}
      {action === 'service-accounts/new' && <NewServiceAccountPage key={path} group={path} />}
      {action !== undefined && action !== 'service-accounts/new' && <NotFoundPage />}
    </Suspense>
  )
}
