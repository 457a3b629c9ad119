import AddRounded from '@mui/icons-material/AddRounded'
import Button from '@mui/material/Button'
import { Link } from 'react-router'

const look = {
  fontSize: '0.75rem',
  fontWeight: 600,
  letterSpacing: '0.03em',
  textTransform: 'uppercase',
}

/** Lets the key for something new find it. */
const marked = { 'data-new': '' }

export interface NewButtonProps {
  readonly label: string
  readonly to?: string
  readonly onClick?: () => void
}

/** The button that makes something new; its label is written in capitals, as documented. */
export function NewButton({ label, to, onClick }: NewButtonProps) {
  if (to === undefined) {
    return (
      <Button
        {...marked}
        variant="contained"
        startIcon={<AddRounded />}
        sx={look}
        onClick={onClick}
      >
        {label}
      </Button>
    )
  }
  return (
    <Button
      {...marked}
      variant="contained"
      startIcon={<AddRounded />}
      sx={look}
      component={Link}
      to={to}
    >
      {label}
    </Button>
  )
}
