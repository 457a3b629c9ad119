import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Issuer } from '#contract/issuers.ts'
import { Facts } from '#renderer/components/facts.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { formatSpan } from '#renderer/components/trust/format-span.ts'
import { useServices } from '#renderer/lib/services.tsx'

/** Where an issuer's keys come from, and which there are. */
export function IssuerKeyFacts({ issuer: { health } }: { issuer: Issuer }) {
  const { t } = useTranslation('issuers')

  return (
    <Facts
      facts={[
        { term: t('facts.lastFetch'), value: <Moment at={health.lastFetchAt} /> },
        { term: t('facts.lastSuccess'), value: <Moment at={health.lastSuccessAt} /> },
        { term: t('facts.freshUntil'), value: <Moment at={health.freshUntil} never="—" /> },
        { term: t('facts.keyUrl'), value: <code>{health.keyUrl ?? '—'}</code> },
        {
          term: t('keyIds'),
          value:
            health.keys.length === 0
              ? '—'
              : health.keys.map(({ keyId, firstSeenAt }) => (
                  <div key={keyId}>
                    <code>{keyId ?? t('facts.noKeyId')}</code>, {t('facts.firstSeen')}{' '}
                    <Moment at={firstSeenAt} never={t('facts.unknownTime')} />
                  </div>
                )),
        },
      ]}
    />
  )
}

/** What the tokens of an issuer may be. */
export function IssuerSettingFacts({ issuer }: { issuer: Issuer }) {
  const { t } = useTranslation('issuers')
  const { queries } = useServices()
  const profiles = useQuery(queries.providerProfiles.list.queryOptions())
  const provider = profiles.data?.items.find(({ id }) => id === issuer.profile)?.name

  return (
    <Facts
      facts={[
        { term: t('facts.url'), value: <code>{issuer.url}</code> },
        { term: t('facts.provider'), value: provider ?? issuer.profile },
        { term: t('facts.state'), value: t(issuer.enabled ? 'facts.enabled' : 'facts.disabled') },
        { term: t('network'), value: t(issuer.allowPrivateNetwork ? 'private' : 'public') },
        { term: t('facts.algorithms'), value: issuer.algorithms.join(', ') },
        { term: t('facts.maximumAge'), value: formatSpan(issuer.maxTokenAgeSeconds) },
        {
          term: t('facts.tokenWorks'),
          value: t(issuer.replay === 'once' ? 'facts.once' : 'facts.reuse'),
        },
        {
          term: t('facts.audiences'),
          value: t(issuer.allowMultipleAudiences ? 'facts.severalAudiences' : 'facts.oneAudience'),
        },
        {
          term: t('facts.authority'),
          value: t(issuer.certificateAuthority ? 'facts.ownAuthority' : 'facts.systemAuthority'),
        },
      ]}
    />
  )
}
