import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined'
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined'
import Button from '@mui/material/Button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Attempt, ExchangeStage } from '#contract/trust.ts'
import { toTrustPolicyRoute } from '#renderer/lib/paths.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { ChooseAccountDialog } from './choose-account-dialog.tsx'
import { toTicket } from './to-ticket.ts'

export interface AttemptActionsProps {
  readonly attempt: Attempt
  readonly busy: boolean
  readonly onTestAgain?: () => void
}

/** What can be made of an attempt. */
export function AttemptActions({ attempt, busy, onTestAgain }: AttemptActionsProps) {
  const { t } = useTranslation('attempts')
  const { shell, toasts } = useServices()
  const copy = () =>
    shell.copyText(toTicket(attempt)).then(
      () => toasts.getState().succeed(t('copiedForTicket')),
      () => toasts.getState().warn(t('copyFailed')),
    )

  return (
    <>
      <Button
        variant="outlined"
        color="inherit"
        startIcon={<ContentCopyOutlined />}
        onClick={() => void copy()}
      >
        {t('copyForTicket')}
      </Button>
      {onTestAgain && (
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<FactCheckOutlined />}
          disabled={busy}
          onClick={onTestAgain}
        >
          {t('testAgain')}
        </Button>
      )}
      <PolicyAction attempt={attempt} />
    </>
  )
}

/** Where a policy changes nothing, or would rest on a token that somebody else made. */
const withoutPolicy: readonly (ExchangeStage | null)[] = [
  ...(['malformed', 'signature', 'replayed', 'request'] as const),
]

function PolicyAction({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation('attempts')
  const [choosing, setChoosing] = useState(false)
  const { accepted, accountPath, policy, id, stage } = attempt
  if (accepted) {
    if (accountPath === null || policy === null) return null
    return (
      <Button
        variant="contained"
        component={Link}
        to={toTrustPolicyRoute(accountPath, policy, { tighten: '' })}
      >
        {t('tighten')}
      </Button>
    )
  }
  if (withoutPolicy.includes(stage)) return null
  if (accountPath !== null) {
    return (
      <Button
        variant="contained"
        component={Link}
        to={toTrustPolicyRoute(accountPath, 'new', { attempt: id })}
      >
        {t('makePolicy')}
      </Button>
    )
  }
  return (
    <>
      <Button variant="contained" onClick={() => setChoosing(true)}>
        {t('makePolicy')}
      </Button>
      {choosing && <ChooseAccountDialog attempt={id} onClose={() => setChoosing(false)} />}
    </>
  )
}
