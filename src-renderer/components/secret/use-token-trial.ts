import { useState } from 'react'
import { type DecodedToken, decodeToken } from '#renderer/lib/decode-token.ts'
import { useServices } from '#renderer/lib/services.tsx'
import type { Shell, TokenAnswer, TokenRequest } from '#renderer/lib/shell.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'

export type TrialResult =
  | { readonly kind: 'accepted'; readonly token: DecodedToken }
  | { readonly kind: 'refused'; readonly error: string; readonly description: string }
  | { readonly kind: 'unreadable' | 'unreachable' }

/** Asks for a token and keeps what it says; neither the secret nor the token itself. */
export function useTokenTrial() {
  const { shell } = useServices()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<TrialResult>()

  const run = async (request: TokenRequest): Promise<void> => {
    setBusy(true)
    setResult(undefined)
    setResult(await tryOnce(shell, request))
    setBusy(false)
    void refresh()
  }

  return { busy, result, run }
}

async function tryOnce(shell: Shell, request: TokenRequest): Promise<TrialResult> {
  try {
    return toResult(await shell.requestToken(request))
  } catch {
    return { kind: 'unreachable' }
  }
}

function toResult({ ok, body }: TokenAnswer): TrialResult {
  if (!ok) {
    return {
      kind: 'refused',
      error: String(body.error),
      description: String(body.error_description ?? ''),
    }
  }
  const token = decodeToken(String(body.access_token))
  return token ? { kind: 'accepted', token } : { kind: 'unreadable' }
}
