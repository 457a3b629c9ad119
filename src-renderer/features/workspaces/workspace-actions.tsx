import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import EditOutlined from '@mui/icons-material/EditOutlined'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Workspace } from '#contract/workspaces.ts'
import { DescriptionDialog } from '#renderer/components/description-dialog.tsx'
import { MoreMenu } from '#renderer/components/more-menu.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { DeleteWorkspaceDialog } from './delete-workspace-dialog.tsx'

/** What can be done with a workspace itself. */
export function WorkspaceActions({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation('groups')
  const { client } = useServices()
  const [open, setOpen] = useState<'edit' | 'delete'>()
  const close = () => setOpen(undefined)
  const reference = { workspace: workspace.id }

  return (
    <>
      <MoreMenu
        label={t('workspace.menu')}
        actions={[
          { label: t('actions.edit'), icon: <EditOutlined />, onChoose: () => setOpen('edit') },
          {
            label: t('workspace.delete.submit'),
            icon: <DeleteOutlineRounded />,
            dangerous: true,
            onChoose: () => setOpen('delete'),
          },
        ]}
      />
      {open === 'edit' && (
        <DescriptionDialog
          thing={workspace}
          save={(change) => client.workspaces.update({ ...reference, ...change })}
          findVersion={async () => (await client.workspaces.get(reference)).version}
          onClose={close}
        />
      )}
      {open === 'delete' && <DeleteWorkspaceDialog workspace={workspace} onClose={close} />}
    </>
  )
}
