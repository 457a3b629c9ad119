import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import LockOutlined from '@mui/icons-material/LockOutlined'
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import Chip from '@mui/material/Chip'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { isBuiltIn } from '#renderer/lib/is-built-in.ts'

export function StatusChip({ account }: { account: Pick<ServiceAccount, 'disabled' | 'kind'> }) {
  if (isBuiltIn(account)) return <Chip icon={<LockOutlined />} label="Built-in" />
  if (account.disabled) return <Chip icon={<PauseCircleOutlineRounded />} label="Disabled" />
  return <Chip color="success" icon={<CheckCircleOutlineRounded />} label="Active" />
}
