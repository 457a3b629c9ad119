import Alert from '@mui/material/Alert'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IssuedSecret, ServiceAccount } from '#contract/service-accounts.ts'
import { FormDialog } from '#renderer/components/form-dialog.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { chooseDefault, type ExpiryChoice } from '#renderer/components/secret/expiry-choice.ts'
import { ExpiryPicker } from '#renderer/components/secret/expiry-picker.tsx'
import { SecretDialog } from '#renderer/components/secret/secret-dialog.tsx'
import { findExpiryProblem } from '#renderer/lib/expiry.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import type { Overlap } from './overlap.ts'
import { OverlapPicker } from './overlap-picker.tsx'

export interface IssueSecretDialogProps {
  readonly account: ServiceAccount
  readonly method: 'enable' | 'reset' | 'rotate'
  readonly onClose: () => void
}

/** Asks how long the new secret shall live, and the old one; then shows the new one, here only. */
export function IssueSecretDialog({ account, method, onClose }: IssueSecretDialogProps) {
  const { t } = useTranslation('accounts')
  const { client, queries, now } = useServices()
  const refresh = useRefresh()
  const action = useAction()
  const settings = useQuery(queries.settings.get.queryOptions())
  const maximumDays = settings.data?.clientSecretMaximumDays ?? 0
  const [chosen, setChosen] = useState<ExpiryChoice>()
  const [overlap, setOverlap] = useState<Overlap>(method === 'rotate' ? 'PT24H' : 'now')
  const [opened] = useState(now)
  // As they were when asked: the new one must not be taken for an old one.
  const [old] = useState(() => account.clientCredentials.secrets)
  const [issued, setIssued] = useState<IssuedSecret>()
  const [error, setError] = useState<string>()
  const expiry = chosen ?? chooseDefault(maximumDays, opened)

  const issue = (event: FormEvent<HTMLElement>) => {
    event.preventDefault()
    const found = findExpiryProblem(new Date(expiry.expiresAt), now(), maximumDays)
    setError(found)
    if (found) return
    void action.run(async () => {
      const input = { account: account.id, expiresAt: expiry.expiresAt }
      const { enable, reset, rotate } = client.clientCredentials
      const replace = overlap === 'now' ? reset : () => rotate({ ...input, overlap })
      setIssued(await (method === 'enable' ? enable(input) : replace(input)))
      void refresh()
    })
  }

  if (issued) return <SecretDialog account={account.path} issued={issued} onClose={onClose} />
  return (
    <FormDialog
      title={t(`issue.${method}.title`)}
      submitLabel={t(`issue.${method}.submit`)}
      busy={action.busy}
      disabled={maximumDays < 1}
      onSubmit={issue}
      onClose={onClose}
      wide
    >
      {action.problem && <ProblemAlert problem={action.problem} fields={action.problem.fields} />}
      {settings.error && <ProblemAlert problem={toProblem(settings.error)} />}
      <Alert severity={method === 'reset' ? 'warning' : 'info'}>{t(`issue.${method}.text`)}</Alert>
      {method === 'rotate' && <OverlapPicker value={overlap} old={old} onChange={setOverlap} />}
      {settings.isPending && <BlockSkeleton height={84} />}
      {settings.data && maximumDays < 1 && <Alert severity="error">{t('methods.turnedOff')}</Alert>}
      {maximumDays >= 1 && (
        <ExpiryPicker
          maximumDays={maximumDays}
          value={expiry}
          error={error}
          onChange={(choice) => {
            setChosen(choice)
            setError(undefined)
          }}
        />
      )}
    </FormDialog>
  )
}
