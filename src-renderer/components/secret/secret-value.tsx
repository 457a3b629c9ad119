import VisibilityOffOutlined from '@mui/icons-material/VisibilityOffOutlined'
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import Typography from '@mui/material/Typography'
import { useEffect, useId, useState } from 'react'
import { useContentProtection } from '#renderer/lib/use-content-protection.ts'

/** A secret behind dots; it is in the page only while it is held open or kept visible. */
export function SecretValue({ label, secret }: { label: string; secret: string }) {
  const labelId = useId()
  const [held, setHeld] = useState(false)
  const [kept, setKept] = useState(false)
  const visible = held || kept
  useContentProtection(visible)

  useEffect(() => {
    const hide = () => {
      setHeld(false)
      setKept(false)
    }
    window.addEventListener('blur', hide)
    return () => window.removeEventListener('blur', hide)
  }, [])

  return (
    <Box role="group" aria-labelledby={labelId} sx={{ mt: 1.5 }}>
      <Typography id={labelId} variant="subtitle2" component="div">
        {label}
      </Typography>
      <Box
        component="code"
        sx={{
          display: 'block',
          mt: 0.5,
          p: '10px 12px',
          minHeight: 64,
          borderRadius: '8px',
          border: 1,
          borderColor: 'divider',
          bgcolor: 'background.subtle',
          fontSize: '0.875rem !important',
          lineHeight: 1.6,
          overflowWrap: 'anywhere',
          userSelect: visible ? 'all' : 'none',
        }}
      >
        {visible ? secret : <Mask length={secret.length} />}
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, mt: 0.75 }}>
        <Button
          size="small"
          color="inherit"
          startIcon={visible ? <VisibilityOutlined /> : <VisibilityOffOutlined />}
          sx={{ ml: -1, touchAction: 'none' }}
          onPointerDown={() => setHeld(true)}
          onPointerUp={() => setHeld(false)}
          onPointerLeave={() => setHeld(false)}
          onPointerCancel={() => setHeld(false)}
        >
          Hold to reveal
        </Button>
        <FormControlLabel
          control={<Checkbox checked={kept} onChange={(_, checked) => setKept(checked)} />}
          label="Keep visible"
        />
      </Box>
    </Box>
  )
}

function Mask({ length }: { length: number }) {
  return (
    <>
      <span aria-hidden>{'•'.repeat(length)}</span>
      <Box
        component="span"
        sx={{
          position: 'absolute',
          width: '1px',
          height: '1px',
          overflow: 'hidden',
          clipPath: 'inset(50%)',
        }}
      >
        Hidden
      </Box>
    </>
  )
}
