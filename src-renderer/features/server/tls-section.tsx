import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { CertificateAuthority, Listening } from '#contract/listening.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { ExpiryLabel } from '#renderer/components/expiry-label.tsx'
import { Facts } from '#renderer/components/facts.tsx'
import { Section } from '#renderer/components/section.tsx'
import { DownloadAuthorityButton } from './download-authority-button.tsx'
import { RenewCertificateButton } from './renew-certificate-button.tsx'
import { TlsForm } from './tls-form.tsx'

/** By which certificate the server speaks TLS, and who vouches for it. */
export function TlsSection({ listening }: { listening: Listening }) {
  const { t } = useTranslation('listening')
  const { certificate, certificateAuthority: authority, now, next } = listening
  const isOwn = now.tls.kind === 'own' || next.tls.kind === 'own'

  return (
    <>
      <Section
        title={t('tls')}
        description={t('tlsDescription')}
        actions={certificate && <RenewCertificateButton kind={now.tls.kind} />}
      >
        {certificate && <ShownCertificate certificate={certificate} />}
        <TlsForm listening={listening} />
      </Section>
      {isOwn && authority && <Authority authority={authority} />}
    </>
  )
}

function ShownCertificate({ certificate }: { certificate: NonNullable<Listening['certificate']> }) {
  const { t } = useTranslation('listening')
  const { issuer, names, expiresAt, fingerprint, trouble } = certificate

  return (
    <Box sx={{ mb: 2.5 }}>
      {trouble.length > 0 && (
        <Alert severity="warning" sx={{ mb: 1.5 }}>
          {t('trouble')} {trouble.join(' ')}
        </Alert>
      )}
      <Facts
        facts={[
          { term: t('issuedBy'), value: issuer },
          { term: t('forHosts'), value: names.join(', ') },
          { term: t('validUntil'), value: <ExpiryLabel at={expiresAt} /> },
          {
            term: t('fingerprint'),
            value: <Copyable text={fingerprint} label={t('copyFingerprint')} />,
          },
        ]}
      />
    </Box>
  )
}

function Authority({ authority }: { authority: CertificateAuthority }) {
  const { t } = useTranslation('listening')
  const { name, names, expiresAt, fingerprint } = authority

  return (
    <Section
      title={t('authority')}
      description={t('authorityText')}
      actions={<DownloadAuthorityButton />}
    >
      <Facts
        facts={[
          { term: t('authorityName'), value: name },
          { term: t('forHosts'), value: names.join(', ') },
          { term: t('validUntil'), value: <ExpiryLabel at={expiresAt} /> },
          {
            term: t('fingerprint'),
            value: <Copyable text={fingerprint} label={t('copyFingerprint')} />,
          },
        ]}
      />
    </Section>
  )
}
