import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded'
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded'
import Chip from '@mui/material/Chip'

export function StatusChip({ disabled }: { disabled: boolean }) {
  if (disabled) return <Chip icon={<PauseCircleOutlineRounded />} label="Disabled" />
  return <Chip color="success" icon={<CheckCircleOutlineRounded />} label="Active" />
}
