import Box from '@mui/material/Box'
import { CopyButton } from './copy-button.tsx'

/** An id or an address in fixed width, with a button that copies it. */
export function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.25,
        minWidth: 0,
        maxWidth: '100%',
      }}
    >
      <Box component="code" sx={{ overflowWrap: 'anywhere', minWidth: 0 }}>
        {text}
      </Box>
      <CopyButton text={text} label={label} />
    </Box>
  )
}
