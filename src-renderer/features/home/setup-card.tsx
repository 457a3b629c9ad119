import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { Section } from '#renderer/components/section.tsx'
import { SetupSteps } from './setup-steps.tsx'
import type { SetupState } from './use-setup.ts'

/** The first-run checklist; the first token turns it green. */
export function SetupCard({ setup, onClose }: SetupState) {
  const { t } = useTranslation('home')

  return (
    <Section title={t('setup.title')} description={t('setup.description')}>
      <SetupSteps setup={setup} />
      <Box aria-live="polite">
        {setup.hasToken && (
          <Alert severity="success" sx={{ mt: 2 }} onClose={onClose} closeText={t('setup.dismiss')}>
            {t('setup.done')}
          </Alert>
        )}
      </Box>
    </Section>
  )
}
