import VisibilityOffOutlined from '@mui/icons-material/VisibilityOffOutlined'
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import Typography from '@mui/material/Typography'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContentProtection } from '#renderer/lib/use-content-protection.ts'

/** A secret behind dots; it is in the page only while it is held open or kept visible. */
export function SecretValue({ label, secret }: { label: string; secret: string }) {
  const { t } = useTranslation('accounts')
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

  const hold = (on: boolean) => (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return
    event.preventDefault()
    setHeld(on)
  }

  return (
    <Box role="group" aria-labelledby={labelId} sx={{ mt: 1.5 }}>
      <Typography id={labelId} variant="subtitle2" component="div">
        {label}
      </Typography>
      <Box component="code" sx={{ ...look, userSelect: visible ? 'all' : 'none' }}>
        {visible ? secret : <Mask length={Math.min(secret.length, MOST_DOTS)} />}
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 2, mt: 0.75 }}>
        <Button
          size="small"
          color="inherit"
          startIcon={visible ? <VisibilityOutlined /> : <VisibilityOffOutlined />}
          sx={{ ml: -1, touchAction: 'none' }}
          onPointerDown={() => setHeld(true)}
          onPointerUp={() => setHeld(false)}
          onPointerLeave={() => setHeld(false)}
          onPointerCancel={() => setHeld(false)}
          onKeyDown={hold(true)}
          onKeyUp={hold(false)}
          onBlur={() => setHeld(false)}
        >
          {t('secret.hold')}
        </Button>
        <FormControlLabel
          control={<Checkbox checked={kept} onChange={(_, checked) => setKept(checked)} />}
          label={t('secret.keepVisible')}
        />
      </Box>
    </Box>
  )
}

/** A private key is long; its dots need not be. */
const MOST_DOTS = 96

const look = {
  display: 'block',
  mt: 0.5,
  p: '10px 12px',
  minHeight: 64,
  maxHeight: 220,
  overflowY: 'auto',
  borderRadius: '8px',
  border: 1,
  borderColor: 'divider',
  bgcolor: 'background.subtle',
  fontSize: '0.875rem !important',
  lineHeight: 1.6,
  overflowWrap: 'anywhere',
  whiteSpace: 'pre-wrap',
}

function Mask({ length }: { length: number }) {
  const { t } = useTranslation('accounts')

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
        {t('secret.hidden')}
      </Box>
    </>
  )
}
