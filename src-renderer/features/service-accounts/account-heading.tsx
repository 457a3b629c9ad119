import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { Trans, useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { CopyButton } from '#renderer/components/copy-button.tsx'
import { ExpiryLabel } from '#renderer/components/expiry-label.tsx'
import { LastUse } from '#renderer/components/last-use.tsx'
import { StatusChip } from '#renderer/components/status-chip.tsx'
import { decideExpiryState } from '#renderer/lib/expiry.ts'
import { useNow } from '#renderer/lib/use-now.ts'

export function AccountHeading({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation(['accounts', 'common'])
  const { expiresAt } = account.clientCredentials

  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 1.25 }}>
        <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
          {account.name}
        </Typography>
        <StatusChip account={account} />
      </Box>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, minHeight: 28 }}>
        <Box
          component="code"
          sx={{ fontSize: '0.8125rem', color: 'text.secondary', overflowWrap: 'anywhere' }}
        >
          {account.path}
        </Box>
        <CopyButton text={account.path} label={t('heading.copyPath')} />
      </Box>
      <Typography
        variant="body2"
        component="div"
        color="textSecondary"
        sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2.5 }}
      >
        {account.lastUsedAt === null ? (
          t('common:neverUsed')
        ) : (
          <span>
            <Trans
              t={t}
              i18nKey="heading.lastUsed"
              components={{ use: <LastUse use={account} withMethod /> }}
            />
          </span>
        )}
        {expiresAt !== null && <SecretExpiry at={expiresAt} />}
      </Typography>
    </>
  )
}

/** The label of what has expired says so itself. */
function SecretExpiry({ at }: { at: string }) {
  const { t } = useTranslation('accounts')
  const isExpired = decideExpiryState(new Date(at), useNow()) === 'expired'

  return (
    <span>
      <Trans
        t={t}
        i18nKey={isExpired ? 'heading.secretExpired' : 'heading.secretExpires'}
        components={{ when: <ExpiryLabel at={at} /> }}
      />
    </span>
  )
}
