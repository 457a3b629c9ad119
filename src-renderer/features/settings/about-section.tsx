import { useTranslation } from 'react-i18next'
import { Facts } from '#renderer/components/facts.tsx'
import { Section } from '#renderer/components/section.tsx'

const LICENSE = 'MIT'

export function AboutSection({ version }: { version: string | undefined }) {
  const { t } = useTranslation('settings')

  return (
    <Section title={t('about.title')}>
      <Facts
        facts={[
          ...(version === undefined ? [] : [{ term: t('server.version'), value: version }]),
          { term: t('about.license'), value: LICENSE },
          { term: t('about.collects'), value: t('about.nothing') },
        ]}
      />
    </Section>
  )
}
