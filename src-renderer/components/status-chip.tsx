import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import LockOutlined from '@mui/icons-material/LockOutlined'
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import Chip from '@mui/material/Chip'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { isBuiltIn } from '#renderer/lib/is-built-in.ts'

export function StatusChip({ account }: { account: Pick<ServiceAccount, 'disabled' | 'kind'> }) {
  const { t } = useTranslation('common')
  if (isBuiltIn(account)) return <Chip icon={<LockOutlined />} label={t('builtIn')} />
  if (account.disabled) return <Chip icon={<PauseCircleOutlineRounded />} label={t('disabled')} />
  return <Chip color="success" icon={<CheckCircleOutlineRounded />} label={t('active')} />
}
