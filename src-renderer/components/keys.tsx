import Box from '@mui/material/Box'

/** Keys as they are printed on a keyboard, one after the other. */
export function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.5 }}>
      {keys.map((key) => (
        <Box
          key={key}
          component="kbd"
          sx={{
            minWidth: 20,
            px: 0.5,
            border: 1,
            borderColor: 'divider',
            borderRadius: '4px',
            bgcolor: 'background.subtle',
            color: 'text.secondary',
            font: 'inherit',
            fontSize: '0.6875rem',
            lineHeight: '18px',
            textAlign: 'center',
          }}
        >
          {key}
        </Box>
      ))}
    </Box>
  )
}
