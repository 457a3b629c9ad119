import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Snippet, SnippetRunner } from '#contract/provider-profiles.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { CopyButton } from '#renderer/components/copy-button.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'

const runners = {
  hosted: 'Hosted by the provider',
  self_hosted: 'A runner of our own',
  same_machine: 'On the machine of Doorward',
} satisfies Record<SnippetRunner, string>
const runnerOptions = SnippetRunner.options.map((value) => ({ value, label: runners[value] }))

/** What to paste into a CI system to act as the account; never anything secret. */
export function SnippetsTab({ account }: { account: ServiceAccount }) {
  const { queries } = useServices()
  const [runner, setRunner] = useState<SnippetRunner>('self_hosted')
  const [policy, setPolicy] = useState(account.trustPolicies[0]?.id ?? '')
  const snippets = useQuery(
    queries.snippets.list.queryOptions({
      input: { account: account.id, runner, ...(policy && { policy }) },
    }),
  )

  return (
    <Box sx={{ maxWidth: 960 }}>
      <Box sx={{ display: 'flex', gap: 2, mb: 2, '& > *': { maxWidth: 320 } }}>
        <SelectInput
          label="Where does the job run?"
          options={runnerOptions}
          value={runner}
          onChange={(value) => setRunner(SnippetRunner.parse(value))}
        />
        {account.trustPolicies.length > 1 && (
          <SelectInput
            label="By which trust policy?"
            options={account.trustPolicies.map(({ id, name }, index) => ({
              value: id,
              label: name || `Trust policy ${index + 1}`,
            }))}
            value={policy}
            onChange={setPolicy}
          />
        )}
      </Box>
      {snippets.error && <ProblemAlert problem={toProblem(snippets.error)} />}
      {snippets.isPending && <BlockSkeleton height={280} />}
      {snippets.data?.items.length === 0 && (
        <EmptyState>
          There is nothing to use yet: add a trust policy or client credentials.
        </EmptyState>
      )}
      {snippets.data?.items.map((snippet) => (
        <SnippetSection key={snippet.id} snippet={snippet} />
      ))}
    </Box>
  )
}

function SnippetSection({ snippet }: { snippet: Snippet }) {
  return (
    <Section
      title={snippet.title}
      actions={<CopyButton text={snippet.text} label={`Copy ${snippet.title}`} />}
    >
      {snippet.warnings.map((warning) => (
        <Alert key={warning} severity="warning" sx={{ mb: 1 }}>
          {warning}
        </Alert>
      ))}
      <Box
        component="pre"
        // The keyboard must be able to scroll it.
        tabIndex={0}
        role="region"
        aria-label={snippet.title}
        sx={{
          m: 0,
          p: '10px 12px',
          overflowX: 'auto',
          fontSize: '0.75rem',
          lineHeight: 1.6,
          bgcolor: 'background.subtle',
          borderRadius: '8px',
        }}
      >
        <code>{snippet.text}</code>
      </Box>
    </Section>
  )
}
