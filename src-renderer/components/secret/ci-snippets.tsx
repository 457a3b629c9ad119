import { useQuery } from '@tanstack/react-query'
import { SnippetText } from '#renderer/components/snippet-text.tsx'
import { useServices } from '#renderer/lib/services.tsx'

/** What to paste into a CI system; the secret is named in it, never written. */
export function CiSnippets({ account }: { account: string }) {
  const { queries } = useServices()
  const snippets = useQuery(
    queries.snippets.list.queryOptions({
      input: { account, kind: 'client_credentials' },
    }),
  )
  return snippets.data?.items.map((snippet) => <SnippetText key={snippet.id} snippet={snippet} />)
}
