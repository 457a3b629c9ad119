import ContentCopy from '@mui/icons-material/ContentCopyOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useEffect, useState } from 'react'
import { useServices } from '#renderer/lib/services.tsx'

export interface SecretCopyingProps {
  readonly label: string
  readonly secret: string
  /** The same as `KEY=value` lines. */
  readonly lines: string
  readonly onCopied: () => void
}

/** Copies the secret, alone or as lines for an env file, and says what becomes of the clipboard. */
export function SecretCopying({ label, secret, lines, onCopied }: SecretCopyingProps) {
  const { shell } = useServices()
  const [outcome, setOutcome] = useState<'copied' | 'failed'>()
  const [times, setTimes] = useState(0)
  const [seconds, setSeconds] = useState(0)

  const copy = async (text: string) => {
    try {
      setSeconds(await shell.copySecret(text))
      setOutcome('copied')
      setTimes((count) => count + 1)
      onCopied()
    } catch {
      setOutcome('failed')
    }
  }

  return (
    <Box sx={{ mt: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button variant="contained" startIcon={<ContentCopy />} onClick={() => void copy(secret)}>
          {label}
        </Button>
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<ContentCopy />}
          onClick={() => void copy(lines)}
        >
          Copy as KEY=value
        </Button>
      </Box>
      <Box
        role="status"
        sx={{ mt: 1, minHeight: 20, fontSize: '0.8125rem', color: 'text.secondary' }}
      >
        {outcome === 'copied' && shell.clearsClipboard && seconds > 0 && (
          <>Copied. The clipboard clears in {seconds} seconds.</>
        )}
        {outcome === 'copied' && shell.clearsClipboard && seconds === 0 && (
          <>Copied. As the settings ask, the secret stays in the clipboard.</>
        )}
        {outcome === 'copied' && !shell.clearsClipboard && (
          <>
            Copied. A browser cannot clear the clipboard for certain: paste the secret, then copy
            something else.
          </>
        )}
        {outcome === 'failed' &&
          'The clipboard could not be written. Reveal the secret and select it.'}
      </Box>
      {outcome === 'copied' && shell.clearsClipboard && seconds > 0 && (
        <Countdown key={times} seconds={seconds} />
      )}
    </Box>
  )
}

/** Not announced: the sentence above says it once. */
function Countdown({ seconds }: { seconds: number }) {
  const [left, setLeft] = useState(seconds)

  useEffect(() => {
    const timer = setInterval(() => setLeft((before) => Math.max(0, before - 1)), 1000)
    return () => clearInterval(timer)
  }, [])

  return (
    <Box
      aria-hidden
      sx={{ fontSize: '0.8125rem', color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}
    >
      {left > 0 ? `Clears in ${left} s` : 'Cleared'}
    </Box>
  )
}
