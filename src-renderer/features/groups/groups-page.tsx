import { useTranslation } from 'react-i18next'
import { Page } from '#renderer/components/page.tsx'
import { GroupList } from './group-list.tsx'

/** The groups at the top of the tree. */
export function GroupsPage() {
  const { t } = useTranslation('groups')

  return (
    <Page title={t('title')} description={t('introduction')}>
      <GroupList parent="" empty={t('emptyInstallation')} />
    </Page>
  )
}
