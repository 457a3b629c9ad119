import ChevronRightRounded from '@mui/icons-material/ChevronRightRounded'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { useStore } from 'zustand'
import type { Group } from '#contract/groups.ts'
import { splitRoutedPath, toGroupRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useNavStore } from './nav-context.tsx'
import { NavRow } from './nav-row.tsx'

const AT_ONCE = 100
const listLook = { m: '1px 0 0', p: 0, listStyle: 'none', gap: '1px' }

/** Three groups are in sight however little room there is. */
const topLook = (groups: number) => ({
  '&&&': { flexShrink: 1 },
  alignContent: 'start',
  overflowY: 'auto',
  scrollbarWidth: 'thin',
  minHeight: `calc(${Math.min(groups, 3)} * (var(--dw-line, 30px) + 1px))`,
})

/** The groups directly below one; those below them are fetched when opened. */
export function GroupBranch({ parent, depth }: { parent: string; depth: number }) {
  const { t } = useTranslation('frame')
  const { queries } = useServices()
  const groups = useInfiniteQuery(
    queries.groups.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        parent,
        limit: AT_ONCE,
        ...(cursor && { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    }),
  )
  const shown = groups.data?.pages.flatMap(({ items }) => items) ?? []
  if (shown.length === 0) return null

  return (
    <Box
      component="ul"
      sx={{
        ...listLook,
        display: { xs: 'none', md: 'grid' },
        ...(depth === 1 && topLook(shown.length)),
      }}
    >
      {shown.map((group) => (
        <GroupNode key={group.id} group={group} depth={depth} />
      ))}
      {groups.hasNextPage && (
        <li>
          <Button size="small" color="inherit" onClick={() => void groups.fetchNextPage()}>
            {t('moreGroups')}
          </Button>
        </li>
      )}
    </Box>
  )
}

function GroupNode({ group, depth }: { group: Group; depth: number }) {
  const { t } = useTranslation('frame')
  const store = useNavStore()
  const chosen = useStore(store, (state) => state.opened[group.path])
  const here = useCurrentPath()
  const isAbove = here.startsWith(`${group.path}/`)
  const row = useRef<HTMLLIElement>(null)
  const hasGroups = group.groupCount > 0
  const isOpen = hasGroups && (chosen ?? isAbove)
  const isHere = here === group.path
  useEffect(() => {
    if (isHere) row.current?.firstElementChild?.scrollIntoView({ block: 'nearest' })
  }, [isHere])

  return (
    <li ref={row}>
      <NavRow
        to={toGroupRoute(group.path)}
        label={group.name}
        depth={depth}
        end
        toggle={
          hasGroups && (
            <IconButton
              aria-label={t('groupsIn', { path: group.path })}
              aria-expanded={isOpen}
              onClick={() => store.getState().toggle(group.path, !isOpen)}
              sx={{
                '&&': { minWidth: 24, minHeight: 24, p: 0, width: 24 },
                '& svg': {
                  transform: isOpen ? 'rotate(90deg)' : 'none',
                  transition: 'transform 120ms',
                },
              }}
            >
              <ChevronRightRounded />
            </IconButton>
          )
        }
      />
      {isOpen && <GroupBranch parent={group.path} depth={depth + 1} />}
    </li>
  )
}

function useCurrentPath(): string {
  const { pathname } = useLocation()
  const splat = /^\/(?:groups|workspaces|service-accounts)\/(.+)$/.exec(pathname)?.[1] ?? ''
  return splitRoutedPath(decodeURI(splat)).path
}
