import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderProfile } from '#contract/guided-setup.ts'
import { LookupField } from '#renderer/components/lookup/lookup-field.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { searchProfiles } from './profile-search.ts'

export interface ProfileChoiceProps {
  readonly profiles: readonly ProviderProfile[]
  readonly chosen: ProviderProfile | undefined
  readonly onChoose: (id: string) => void
}

/** The choice of a provider, found by its names; those whose issuers are registered stand first. */
export function ProfileChoice({ profiles, chosen, onChoose }: ProfileChoiceProps) {
  const { t } = useTranslation('trust')
  const [text, setText] = useState('')
  const used = useUsedProfiles()
  const isUsed = ({ id }: ProviderProfile) => used.has(id)
  // The same object as long as it is the same choice: else what is typed is taken back.
  const value = useMemo(() => (chosen ? { key: chosen.id, label: chosen.name } : null), [chosen])
  const toFound = (profile: ProviderProfile) => ({
    key: profile.id,
    label: profile.name,
    ...(used.size > 0 && {
      kind: isUsed(profile) ? t('builder.usedProviders') : t('builder.otherProviders'),
    }),
  })
  const found = searchProfiles(profiles, text).toSorted(
    (one, other) => Number(isUsed(other)) - Number(isUsed(one)),
  )

  return (
    <LookupField
      label={t('builder.where')}
      placeholder={t('choose')}
      value={value}
      found={found.map(toFound)}
      loading={false}
      onSearch={setText}
      onChange={(profile) => profile && onChoose(profile.key)}
    />
  )
}

/** Who may not see the issuers gets the providers in their usual order. */
function useUsedProfiles(): ReadonlySet<string> {
  const { queries } = useServices()
  const issuers = useQuery(
    queries.issuers.list.queryOptions({ input: { limit: 100 }, retry: false }),
  )
  return new Set(
    issuers.data?.items.flatMap(({ profile }) => (profile === 'generic' ? [] : [profile])),
  )
}
