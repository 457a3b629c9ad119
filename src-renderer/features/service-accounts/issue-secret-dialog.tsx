import Alert from '@mui/material/Alert'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
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

export interface IssueSecretDialogProps {
  readonly account: ServiceAccount
  readonly method: 'enable' | 'reset'
  readonly onClose: () => void
}

const words = {
  enable: {
    title: 'Enable client credentials',
    submit: 'Enable and show secret',
    text: 'A client id and a secret are made. The secret is shown once.',
  },
  reset: {
    title: 'Reset client credentials',
    submit: 'Reset and show secret',
    text: 'The old secret is refused from the next request on. Update every system that uses it.',
  },
} as const

/** Asks how long the new secret shall live, then shows it; it lives in this dialog only. */
export function IssueSecretDialog({ account, method, onClose }: IssueSecretDialogProps) {
  const { client, queries, now } = useServices()
  const refresh = useRefresh()
  const action = useAction()
  const settings = useQuery(queries.settings.get.queryOptions())
  const maximumDays = settings.data?.clientSecretMaximumDays ?? 0
  const [chosen, setChosen] = useState<ExpiryChoice>()
  const [opened] = useState(now)
  const [issued, setIssued] = useState<IssuedSecret>()
  const [error, setError] = useState<string>()
  const expiry = chosen ?? chooseDefault(maximumDays, opened)

  const issue = (event: FormEvent<HTMLElement>) => {
    event.preventDefault()
    const found = findExpiryProblem(new Date(expiry.expiresAt), now(), maximumDays)
    setError(found)
    if (found) return
    void action.run(async () => {
      const { expiresAt } = expiry
      setIssued(await client.clientCredentials[method]({ account: account.id, expiresAt }))
      void refresh()
    })
  }

  if (issued) return <SecretDialog account={account.path} issued={issued} onClose={onClose} />
  return (
    <FormDialog
      title={words[method].title}
      submitLabel={words[method].submit}
      busy={action.busy}
      disabled={maximumDays < 1}
      onSubmit={issue}
      onClose={onClose}
      wide
    >
      {action.problem && <ProblemAlert problem={action.problem} fields={action.problem.fields} />}
      {settings.error && <ProblemAlert problem={toProblem(settings.error)} />}
      <Alert severity={method === 'reset' ? 'warning' : 'info'}>{words[method].text}</Alert>
      {settings.isPending && <BlockSkeleton height={84} />}
      {settings.data && maximumDays < 1 && (
        <Alert severity="error">
          Client credentials are turned off: the client secret maximum in Settings is 0.
        </Alert>
      )}
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
