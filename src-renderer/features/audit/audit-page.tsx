import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import { AuditTimeline } from '#renderer/components/audit/timeline.tsx'
import { Page } from '#renderer/components/page.tsx'
import { ExportButton } from './export-button.tsx'
import { useVerification, VerificationResult } from './verification.tsx'
import { VerifyButton } from './verify-button.tsx'

/** Everything that happened in this installation, with the proof that nothing was cut out of it. */
export function AuditPage() {
  const { t } = useTranslation('audit')
  const title = useTranslation('frame').t('audit')
  const verification = useVerification()

  return (
    <Page
      title={title}
      description={t('description')}
      actions={
        <>
          <VerifyButton verification={verification} />
          <ExportButton />
        </>
      }
    >
      <Box aria-live="polite">
        <VerificationResult verification={verification} />
      </Box>
      <AuditTimeline />
    </Page>
  )
}
