import Box from '@mui/material/Box'
import type { HTMLAttributes } from 'react'
import { Keys } from '#renderer/components/keys.tsx'
import type { FindOption } from './find-option.ts'

export function FindRow({
  option,
  ...props
}: { readonly option: FindOption } & HTMLAttributes<HTMLLIElement>) {
  return (
    <Box
      component="li"
      {...props}
      sx={{ gap: 1, fontSize: '0.8125rem', minHeight: '32px !important' }}
    >
      <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
        {option.label}
      </Box>
      <Box component="span" sx={{ flex: 1, minWidth: 0, color: 'text.secondary' }}>
        {option.hint}
      </Box>
      {option.keys && <Keys keys={option.keys} />}
    </Box>
  )
}
