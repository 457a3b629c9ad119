import KeyOutlined from '@mui/icons-material/KeyOutlined'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { Facts } from '#renderer/components/facts.tsx'
import { Section } from '#renderer/components/section.tsx'
import type { AccountDialogKind } from './account-dialog-kind.ts'
import { LockoutsSection } from './lockouts-section.tsx'
import { PublicKeysSection } from './public-keys-section.tsx'
import { SecretsTable } from './secrets-table.tsx'
import { TokenSettingsSection } from './token-settings-section.tsx'

export interface ClientCredentialsTabProps {
  readonly account: ServiceAccount
  readonly onOpen: (dialog: AccountDialogKind) => void
}

/** Everything by which a client shows that it is this account, and what it gets for it. */
export function ClientCredentialsTab({ account, onOpen }: ClientCredentialsTabProps) {
  return (
    <Box sx={{ maxWidth: 960 }}>
      {account.clientCredentials.enabled ? (
        <SecretsSection account={account} onOpen={onOpen} />
      ) : (
        <NoSecrets onOpen={onOpen} />
      )}
      <PublicKeysSection account={account} />
      <TokenSettingsSection key={account.id} account={account} />
      <LockoutsSection account={account.id} />
    </Box>
  )
}

function NoSecrets({ onOpen }: Pick<ClientCredentialsTabProps, 'onOpen'>) {
  const { t } = useTranslation('accounts')

  return (
    <Box sx={{ mb: 2.5 }}>
      <EmptyState
        icon={<KeyOutlined />}
        action={
          <Button variant="contained" onClick={() => onOpen('enable-credentials')}>
            {t('credentials.enable')}
          </Button>
        }
      >
        {t('credentials.off')}
      </EmptyState>
    </Box>
  )
}

function SecretsSection({ account, onOpen }: ClientCredentialsTabProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const actions = [
    ['rotate-credentials', t('credentials.rotate')],
    ['reset-credentials', t('credentials.reset')],
    ['disable-credentials', t('common:disable')],
  ] as const

  return (
    <Section title={t('credentials.title')}>
      <Facts
        facts={[
          {
            term: t('common:clientId'),
            value: (
              <Copyable
                text={account.clientCredentials.clientId}
                label={t('credentials.copyClientId')}
              />
            ),
          },
        ]}
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1, mb: 2 }}>
        {actions.map(([dialog, label]) => (
          <Button key={dialog} variant="outlined" color="inherit" onClick={() => onOpen(dialog)}>
            {label}
          </Button>
        ))}
      </Box>
      <SecretsTable account={account} />
    </Section>
  )
}
