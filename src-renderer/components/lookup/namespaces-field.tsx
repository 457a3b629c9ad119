import CloseRounded from '@mui/icons-material/CloseRounded'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import { NamespacePicker } from './namespace-picker.tsx'

export interface NamespacesFieldProps {
  readonly label: string
  readonly toRemoveLabel: (path: string) => string
  readonly value: readonly string[]
  readonly onChange: (paths: readonly string[]) => void
  readonly error?: string | undefined
}

/** Several groups or workspaces, added one by one. */
export function NamespacesField(props: NamespacesFieldProps) {
  const { label, value, onChange, error, toRemoveLabel } = props

  return (
    <Box>
      <NamespacePicker
        // A new one each time, so that it is empty again.
        key={value.length}
        label={label}
        value={null}
        error={error}
        onChange={(path) => path && onChange([...new Set([...value, path])])}
      />
      <Box component="ul" sx={{ m: 0, mt: 0.5, p: 0, listStyle: 'none' }}>
        {value.map((path) => (
          <Box component="li" key={path} sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
            <Box component="code" sx={{ overflowWrap: 'anywhere' }}>
              {path}
            </Box>
            <IconButton
              aria-label={toRemoveLabel(path)}
              onClick={() => onChange(value.filter((each) => each !== path))}
            >
              <CloseRounded />
            </IconButton>
          </Box>
        ))}
      </Box>
    </Box>
  )
}
