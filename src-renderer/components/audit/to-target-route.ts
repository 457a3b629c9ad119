import type { AuditEvent } from '#contract/audit.ts'
import { issuersRoute, toGroupRoute, toServiceAccountRoute } from '#renderer/lib/paths.ts'

/** Where the thing of an event is looked at; nothing is left of what was deleted. */
export function toTargetRoute({ action, target, result }: AuditEvent): string | undefined {
  const path = target?.path
  if (path === undefined || (action.endsWith('.delete') && result === 'ok')) return undefined
  return routes[target?.id.split('_')[0] ?? '']?.(path)
}

const routes: Readonly<Record<string, (path: string) => string>> = {
  grp: toGroupRoute,
  ws: (path) => `/workspaces/${path}`,
  sa: toServiceAccountRoute,
  mem: toGroupRoute,
  role: (name) => `/roles/${encodeURIComponent(name)}`,
  iss: () => issuersRoute,
}
