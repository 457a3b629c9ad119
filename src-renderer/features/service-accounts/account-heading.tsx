import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { Trans, useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { CopyButton } from '#renderer/components/copy-button.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { StatusChip } from '#renderer/components/status-chip.tsx'

export function AccountHeading({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation(['accounts', 'common'])

  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 1.25 }}>
        <Typography variant="h1" sx={{ overflowWrap: 'anywhere' }}>
          {account.name}
        </Typography>
        <StatusChip account={account} />
        <Typography variant="body2" color="textSecondary">
          {account.lastUsedAt === null ? (
            t('common:neverUsed')
          ) : (
            <Trans
              t={t}
              i18nKey="heading.lastUsed"
              components={{ moment: <Moment at={account.lastUsedAt} /> }}
            />
          )}
        </Typography>
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
    </>
  )
}
