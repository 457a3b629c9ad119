import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import EditOutlined from '@mui/icons-material/EditOutlined'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Group } from '#contract/groups.ts'
import { type MenuAction, MoreMenu } from '#renderer/components/more-menu.tsx'
import { DeleteGroupDialog } from './delete-group-dialog.tsx'
import { EditDescriptionDialog } from './edit-description-dialog.tsx'

/** What can be done with a group itself. */
export function GroupActions({ group }: { group: Group }) {
  const { t } = useTranslation('groups')
  const [open, setOpen] = useState<'edit' | 'delete'>()
  const actions: readonly MenuAction[] = [
    { label: t('actions.edit'), icon: <EditOutlined />, onChoose: () => setOpen('edit') },
    {
      label: t('actions.delete'),
      icon: <DeleteOutlineRounded />,
      dangerous: true,
      onChoose: () => setOpen('delete'),
    },
  ]
  const close = () => setOpen(undefined)

  return (
    <>
      <MoreMenu label={t('actions.menu')} actions={actions} />
      {open === 'edit' && <EditDescriptionDialog group={group} onClose={close} />}
      {open === 'delete' && <DeleteGroupDialog group={group} onClose={close} />}
    </>
  )
}
