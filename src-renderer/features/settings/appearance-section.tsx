import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Section } from '#renderer/components/section.tsx'
import { isDensity, isLanguageChoice, isThemeChoice } from '#renderer/lib/preferences.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { ChoiceButtons } from './choice-buttons.tsx'

const themes = ['light', 'dark', 'system'] as const
const densities = ['comfortable', 'compact'] as const

/** How this window looks; each choice holds at once. */
export function AppearanceSection() {
  const { t } = useTranslation(['settings', 'frame'])
  const { preferences } = useServices()
  const { theme, density, language, change } = useStore(preferences)

  return (
    <Section title={t('appearance.title')} description={t('appearance.explained')}>
      <Box sx={{ display: 'grid', gap: 2, justifyItems: 'start' }}>
        <ChoiceButtons
          label={t('appearance.theme')}
          value={theme}
          options={themes.map((value) => ({ value, label: t(`frame:themes.${value}`) }))}
          onChoose={(value) => isThemeChoice(value) && change({ theme: value })}
        />
        <ChoiceButtons
          label={t('appearance.density')}
          value={density}
          options={densities.map((value) => ({
            value,
            label: t(`appearance.densities.${value}`),
          }))}
          onChoose={(value) => isDensity(value) && change({ density: value })}
        />
        <ChoiceButtons
          label={t('appearance.language')}
          value={language}
          options={[
            // Each in its own words, so that everybody finds theirs.
            { value: 'en', label: 'English' },
            { value: 'de', label: 'Deutsch' },
            { value: 'system', label: t('appearance.likeTheSystem') },
          ]}
          onChoose={(value) => isLanguageChoice(value) && change({ language: value })}
        />
      </Box>
    </Section>
  )
}
