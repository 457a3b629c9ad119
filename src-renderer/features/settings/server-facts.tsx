import type { Settings } from '#contract/settings.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { Facts } from '#renderer/components/facts.tsx'

export function ServerFacts({ server }: { server: Settings['server'] }) {
  return (
    <Facts
      facts={[
        { term: 'Issuer URL', value: <Copyable text={server.issuer} label="Copy issuer URL" /> },
        {
          term: 'Token endpoint',
          value: <Copyable text={server.tokenEndpoint} label="Copy token endpoint" />,
        },
        { term: 'Listens on', value: <code>{server.address}</code> },
        {
          term: 'Data directory',
          value: <Copyable text={server.dataDirectory} label="Copy data directory" />,
        },
        { term: 'Version', value: server.version },
      ]}
    />
  )
}
