import KeyOutlined from '@mui/icons-material/KeyOutlined'
import VerifiedUserOutlined from '@mui/icons-material/VerifiedUserOutlined'
import Box from '@mui/material/Box'
import Chip from '@mui/material/Chip'
import Tooltip from '@mui/material/Tooltip'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'

/** How an account proves who it is: its trust policies, its client credentials, or both. */
export function MethodChips({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation('common')
  const policies = account.trustPolicies.length

  return (
    <Box sx={{ display: 'flex', gap: 0.75 }}>
      {policies > 0 && (
        <Tooltip describeChild title={t('methods.federation', { count: policies })}>
          <Chip icon={<VerifiedUserOutlined />} label="OIDC" />
        </Tooltip>
      )}
      {account.clientCredentials.enabled && (
        <Tooltip describeChild title={t('methods.credentials')}>
          <Chip icon={<KeyOutlined />} label={t('methods.short')} />
        </Tooltip>
      )}
    </Box>
  )
}
