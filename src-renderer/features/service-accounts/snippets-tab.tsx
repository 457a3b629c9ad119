import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Snippet, SnippetRunner } from '#contract/provider-profiles.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { CopyButton } from '#renderer/components/copy-button.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { SelectInput } from '#renderer/components/select-input.tsx'
import { SnippetCode } from '#renderer/components/snippet-text.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { TrialSection } from './trial-section.tsx'

/** What to paste into a CI system to act as the account, never anything secret; and a test of it. */
export function SnippetsTab({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation('accounts')
  const { queries } = useServices()
  const [runner, setRunner] = useState<SnippetRunner>()
  const [resource, setResource] = useState('')
  const [policy, setPolicy] = useState(account.trustPolicies[0]?.id ?? '')
  const snippets = useQuery(
    queries.snippets.list.queryOptions({
      input: {
        account: account.id,
        ...(runner && { runner }),
        ...(policy && { policy }),
        ...(resource && { resource }),
      },
      placeholderData: keepPreviousData,
    }),
  )

  return (
    <Box sx={{ maxWidth: 960 }}>
      {account.clientCredentials.enabled && <TrialSection account={account} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, mb: 2, '& > *': { maxWidth: 320 } }}>
        <SelectInput
          label={t('useIt.where')}
          options={SnippetRunner.options.map((value) => ({ value, label: t(`useIt.${value}`) }))}
          value={runner ?? snippets.data?.runner ?? 'same_machine'}
          onChange={(value) => setRunner(SnippetRunner.parse(value))}
        />
        {account.trustPolicies.length > 1 && (
          <SelectInput
            label={t('useIt.policy')}
            options={account.trustPolicies.map(({ id, name }, index) => ({
              value: id,
              label: name || t('federation.numbered', { number: index + 1 }),
            }))}
            value={policy}
            onChange={setPolicy}
          />
        )}
        <SelectInput
          label={t('useIt.resource')}
          hint={t('useIt.resourceHint')}
          options={['', ...account.tokenSettings.allowedResources].map((value) => ({
            value,
            label: value || t('useIt.ourselves'),
          }))}
          value={resource}
          onChange={setResource}
        />
      </Box>
      {snippets.error && <ProblemAlert problem={toProblem(snippets.error)} />}
      {snippets.isPending && <BlockSkeleton height={280} />}
      {snippets.data?.items.length === 0 && <EmptyState>{t('useIt.empty')}</EmptyState>}
      {snippets.data?.items.map((snippet) => (
        <SnippetSection key={snippet.id} snippet={snippet} />
      ))}
    </Box>
  )
}

function SnippetSection({ snippet }: { snippet: Snippet }) {
  const { t } = useTranslation('accounts')
  const { title, text, warnings } = snippet

  return (
    <Section
      title={title}
      actions={<CopyButton text={text} label={t('secret.copySnippet', { title })} />}
    >
      {warnings.map((warning) => (
        <Alert key={warning} severity="warning" sx={{ mb: 1 }}>
          {warning}
        </Alert>
      ))}
      <SnippetCode title={title} text={text} />
    </Section>
  )
}
