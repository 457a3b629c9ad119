import Skeleton from '@mui/material/Skeleton'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Group } from '#contract/groups.ts'
import { ConfirmDialog } from '#renderer/components/confirm-dialog.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { getParent, toGroupRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useDeletion } from '#renderer/lib/use-change.ts'
import { GroupContentsList, isEmpty } from './group-contents-list.tsx'

/** Deletes a group after showing what goes with it; what is not empty asks for the group's name. */
export function DeleteGroupDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const { t } = useTranslation('groups')
  const { client, queries } = useServices()
  const navigate = useNavigate()
  const { busy, problem, change } = useDeletion(() =>
    navigate(toGroupRoute(getParent(path)), { replace: true, flushSync: true }),
  )
  const [typed, setTyped] = useState('')
  // As it was when asked: afterwards it is gone.
  const [{ id, name, path }] = useState(group)
  const contents = useQuery(
    queries.groups.contents.queryOptions({ input: { group: id }, staleTime: 0 }),
  )
  const force = contents.data !== undefined && !isEmpty(contents.data)

  const remove = () =>
    change(async () => {
      await client.groups.delete({ group: id, ...(force && { force }) })
      return { text: t('delete.done', { path }) }
    })

  return (
    <ConfirmDialog
      title={t('delete.title', { name })}
      confirmLabel={force ? t('delete.submitAll') : t('delete.submit')}
      color="error"
      disabled={!contents.data || contents.isFetching || (force && typed !== name)}
      busy={busy}
      problem={problem}
      onConfirm={remove}
      onClose={onClose}
    >
      {contents.error && (
        <ProblemAlert problem={toProblem(contents.error)} onRetry={() => void contents.refetch()} />
      )}
      {contents.isLoading && <Skeleton variant="rounded" height={64} />}
      {contents.data && <GroupContentsList contents={contents.data} />}
      {force && (
        <TextInput
          label={t('delete.typeName', { name })}
          input={{
            value: typed,
            onChange: (event) => setTyped(event.target.value),
            inputProps: { spellCheck: false, autoComplete: 'off' },
          }}
        />
      )}
    </ConfirmDialog>
  )
}
