import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import EditOutlined from '@mui/icons-material/EditOutlined'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '#contract/members.ts'
import { MoreMenu } from '#renderer/components/more-menu.tsx'
import { useRemoveMember } from './use-remove-member.ts'

const ChangeRoleDialog = lazy(async () => ({
  default: (await import('./change-role-dialog.tsx')).ChangeRoleDialog,
}))

export function MemberActions({ member }: { member: Member }) {
  const { t } = useTranslation(['groups', 'common'])
  const [changing, setChanging] = useState(false)
  const remove = useRemoveMember()

  return (
    <>
      <MoreMenu
        label={t('common:moreActionsFor', { name: member.principal.name })}
        actions={[
          {
            label: t('members.change.button'),
            icon: <EditOutlined />,
            onChoose: () => setChanging(true),
          },
          {
            label: t('members.remove.button'),
            icon: <DeleteOutlineRounded />,
            dangerous: true,
            onChoose: () => void remove(member),
          },
        ]}
      />
      {changing && (
        <Suspense fallback={null}>
          <ChangeRoleDialog member={member} onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </>
  )
}
