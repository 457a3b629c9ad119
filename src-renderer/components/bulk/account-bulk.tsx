import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import Typography from '@mui/material/Typography'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { Moment } from '#renderer/components/moment.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { BulkDialog } from './bulk-dialog.tsx'
import { type BulkAction, useAccountBulk } from './use-account-bulk.ts'

export interface AccountBulkProps {
  readonly accounts: readonly ServiceAccount[]
  readonly onClear: () => void
  /** The way to choose more than is shown, where there is more. */
  readonly more?: ReactNode
}

/** What can be done with several accounts at once. */
export function AccountBulk({ accounts, onClear, more }: AccountBulkProps) {
  const { t } = useTranslation(['groups', 'common'])
  const [action, setAction] = useState<BulkAction>()
  const hasEnabled = accounts.some(({ disabled }) => !disabled)
  const hasDisabled = accounts.some(({ disabled }) => disabled)

  return (
    <>
      <BulkBar count={accounts.length} onClear={onClear}>
        {more}
        {hasEnabled && (
          <Button onClick={() => setAction('disable')}>{t('bulk.disable.button')}</Button>
        )}
        {hasDisabled && (
          <Button onClick={() => setAction('enable')}>{t('bulk.enable.button')}</Button>
        )}
        <Button color="error" onClick={() => setAction('delete')}>
          {t('common:delete')}
        </Button>
      </BulkBar>
      {action && (
        <AccountBulkDialog
          action={action}
          accounts={accounts}
          onEnd={(done) => {
            setAction(undefined)
            if (done.length > 0) onClear()
          }}
        />
      )}
    </>
  )
}

interface AccountBulkDialogProps {
  readonly action: BulkAction
  readonly accounts: readonly ServiceAccount[]
  readonly onEnd: (done: readonly ServiceAccount[]) => void
}

function AccountBulkDialog({ action, accounts, onEnd }: AccountBulkDialogProps) {
  const { t } = useTranslation('groups')
  const { concerned, change, finish } = useAccountBulk(action, accounts)
  const [understood, setUnderstood] = useState(false)
  const isDeletion = action === 'delete'

  return (
    <BulkDialog
      title={t(`bulk.${action}.title`, { count: concerned.length })}
      confirmLabel={t(`bulk.${action}.confirm`, { count: concerned.length })}
      color={isDeletion ? 'error' : 'primary'}
      disabled={isDeletion && !understood}
      rows={concerned}
      nameOf={({ path }) => path}
      detailOf={(account) => <LastUse account={account} />}
      change={change}
      onEnd={(done) => {
        finish(done)
        onEnd(done)
      }}
    >
      <Typography>{t(`bulk.${action}.explanation`)}</Typography>
      {isDeletion && (
        <FormControlLabel
          control={
            <Checkbox checked={understood} onChange={(_, checked) => setUnderstood(checked)} />
          }
          label={t('bulk.delete.understood')}
        />
      )}
    </BulkDialog>
  )
}

function LastUse({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation('common')
  if (account.lastUsedAt === null) return t('neverUsed')
  return (
    <>
      {t('lastUsed')} <Moment at={account.lastUsedAt} />
    </>
  )
}
