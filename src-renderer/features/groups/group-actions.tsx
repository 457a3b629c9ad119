import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import DriveFileMoveOutlined from '@mui/icons-material/DriveFileMoveOutlined'
import EditOutlined from '@mui/icons-material/EditOutlined'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Group } from '#contract/groups.ts'
import { DescriptionDialog } from '#renderer/components/description-dialog.tsx'
import { type MenuAction, MoreMenu } from '#renderer/components/more-menu.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useOpenDialog } from '#renderer/lib/use-open-dialog.ts'
import { DeleteGroupDialog } from './delete-group-dialog.tsx'

// Fetched when first needed: choosing a group takes more code than the page.
const MoveGroupDialog = lazy(async () => ({
  default: (await import('./move-group-dialog.tsx')).MoveGroupDialog,
}))

/** What can be done with a group itself. */
export function GroupActions({ group }: { group: Group }) {
  const { t } = useTranslation('groups')
  const { client } = useServices()
  const { open, show, close } = useOpenDialog(['edit', 'move', 'delete'])
  const reference = { group: group.id }
  const actions: readonly MenuAction[] = [
    { label: t('actions.edit'), icon: <EditOutlined />, onChoose: () => show('edit') },
    { label: t('actions.move'), icon: <DriveFileMoveOutlined />, onChoose: () => show('move') },
    {
      label: t('actions.delete'),
      icon: <DeleteOutlineRounded />,
      dangerous: true,
      onChoose: () => show('delete'),
    },
  ]

  return (
    <>
      <MoreMenu label={t('actions.menu')} actions={actions} />
      {open === 'edit' && (
        <DescriptionDialog
          thing={group}
          save={(change) => client.groups.update({ ...reference, ...change })}
          findVersion={async () => (await client.groups.get(reference)).version}
          onClose={close}
        />
      )}
      {open === 'move' && (
        <Suspense fallback={null}>
          <MoveGroupDialog group={group} onClose={close} />
        </Suspense>
      )}
      {open === 'delete' && <DeleteGroupDialog group={group} onClose={close} />}
    </>
  )
}
