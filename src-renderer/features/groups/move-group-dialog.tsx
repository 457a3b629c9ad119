import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Group } from '#contract/groups.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { getParent, toGroupRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import { GroupPicker } from './group-picker.tsx'
import { MovePreview } from './move-preview.tsx'

/** Moves a group under another parent, after the server told what that breaks. */
export function MoveGroupDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const { t } = useTranslation('groups')
  const { queries } = useServices()
  const [parent, setParent] = useState<string | null>(null)
  // As it was when asked: afterwards it is elsewhere.
  const [{ id, name, path }] = useState(group)
  const action = useAction()
  const move = useMove({ id, path }, onClose)
  const preview = useQuery({
    ...queries.groups.move.queryOptions({
      input: { group: id, parent: parent ?? '', dryRun: true },
      // What it would break may have changed since.
      staleTime: 0,
    }),
    enabled: parent !== null,
  })
  const problem = action.problem ?? (preview.error ? toProblem(preview.error) : undefined)

  return (
    <FormDialog
      title={t('move.title', { name })}
      submitLabel={t('move.submit')}
      wide
      busy={action.busy}
      disabled={parent === null || !preview.data || preview.isFetching}
      onSubmit={(event) => {
        event.preventDefault()
        if (parent !== null) void action.run(() => move(parent))
      }}
      onClose={onClose}
    >
      <GroupPicker
        label={t('move.parent')}
        value={parent}
        onChange={setParent}
        isBarred={(each) =>
          each === getParent(path) || each === path || each.startsWith(`${path}/`)
        }
      />
      {problem && <ProblemAlert problem={problem} />}
      {preview.isLoading && <BlockSkeleton height={96} />}
      {preview.data && !problem && <MovePreview move={preview.data} />}
    </FormDialog>
  )
}

/** Moves at once; where nothing was lost by it, it can be moved back for a while. */
function useMove({ id, path }: Pick<Group, 'id' | 'path'>, onDone: () => void) {
  const { t } = useTranslation('groups')
  const { client, toasts } = useServices()
  const refresh = useRefresh()
  const navigate = useNavigate()
  const go = async (to: string) => {
    await navigate(toGroupRoute(to), { replace: true, flushSync: true })
    await refresh()
  }

  return async (parent: string): Promise<void> => {
    const moved = await client.groups.move({ group: id, parent })
    const undo = async () => {
      const { to } = await client.groups.move({ group: id, parent: getParent(path) })
      await go(to)
    }
    const text = t('move.done', { from: moved.from, to: moved.to })
    toasts.getState().show({ text, ...(moved.lostMemberships.length === 0 && { undo }) })
    onDone()
    await go(moved.to)
  }
}
