import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
import type { GroupContents } from '#contract/groups.ts'
import { Disclosure } from '#renderer/components/disclosure.tsx'
import { formatBoth } from '#renderer/lib/format-instant.ts'
import { useNow } from '#renderer/lib/use-now.ts'

export function isEmpty({ groups, workspaces, serviceAccounts }: GroupContents): boolean {
  return groups.length + workspaces.length + serviceAccounts.length === 0
}

/** Everything that goes with a group, and when any of it was last used. */
export function GroupContentsList({ contents }: { contents: GroupContents }) {
  const { t } = useTranslation('groups')
  const now = useNow()
  const { path, groups, workspaces, serviceAccounts, memberships, lastUsedAt } = contents
  const roles = memberships > 0 ? ` ${t('delete.roles', { count: memberships })}` : ''
  if (isEmpty(contents)) {
    return (
      <Typography>
        {t('delete.isEmpty', { path })}
        {roles}
      </Typography>
    )
  }

  return (
    <Box sx={{ display: 'grid', gap: 1, mb: 2 }}>
      <Typography>{t('delete.isFull', { path })}</Typography>
      <Paths
        title={t('count.serviceAccounts', { count: serviceAccounts.length })}
        paths={serviceAccounts}
      />
      <Paths title={t('count.groups', { count: groups.length })} paths={groups} />
      <Paths title={t('count.workspaces', { count: workspaces.length })} paths={workspaces} />
      <Typography>
        {lastUsedAt === null
          ? t('delete.neverUsed')
          : t('delete.lastUsed', { moment: formatBoth(new Date(lastUsedAt), now) })}
        {roles}
      </Typography>
    </Box>
  )
}

function Paths({ title, paths }: { title: string; paths: readonly string[] }) {
  if (paths.length === 0) return null

  return (
    <Disclosure title={title}>
      <Box
        component="ul"
        sx={{ m: 0, pl: 2.25, maxHeight: 160, overflowY: 'auto', overflowWrap: 'anywhere' }}
      >
        {paths.map((path) => (
          <li key={path}>
            <code>{path}</code>
          </li>
        ))}
      </Box>
    </Disclosure>
  )
}
