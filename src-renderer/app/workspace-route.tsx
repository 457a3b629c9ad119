import { useParams } from 'react-router'
import { WorkspacePage } from '#renderer/features/workspaces/workspace-page.tsx'
import { splitRoutedPath } from '#renderer/lib/paths.ts'
import { NotFoundPage } from './not-found-page.tsx'

/** Everything under `/workspaces/<path>`. */
export function WorkspaceRoute() {
  const { path, action } = splitRoutedPath(useParams()['*'] ?? '')
  if (path === '' || action !== undefined) return <NotFoundPage />

  return <WorkspacePage key={path} path={path} />
}
