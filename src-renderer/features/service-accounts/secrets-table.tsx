import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import TableCell from '@mui/material/TableCell'
import TableRow from '@mui/material/TableRow'
import Tooltip from '@mui/material/Tooltip'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientSecret, ServiceAccount } from '#contract/service-accounts.ts'
import { ExpiryLabel } from '#renderer/components/expiry-label.tsx'
import { LastUse } from '#renderer/components/last-use.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { formatInstant } from '#renderer/lib/format-instant.ts'
import { useNow } from '#renderer/lib/use-now.ts'
import { DeleteSecretDialog } from './delete-secret-dialog.tsx'
import { listLive } from './overlap.ts'
import { PlainTable } from './plain-table.tsx'
import { SecretState } from './secret-state.tsx'

/** The secrets by how they end; their values are known to nobody any more. */
export function SecretsTable({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation(['accounts', 'common'])
  const [deleting, setDeleting] = useState<ClientSecret>()
  const { secrets } = account.clientCredentials
  const live = listLive(secrets, useNow())

  return (
    <>
      <PlainTable
        label={t('credentials.secrets')}
        columns={[
          { title: t('credentials.secret'), width: 90 },
          { title: t('credentials.state'), width: 116 },
          { title: t('common:created'), width: 120 },
          { title: t('common:expires') },
          { title: t('common:lastUsed') },
          { title: t('common:actions'), width: 52, hidden: true },
        ]}
      >
        {secrets.map((secret) => (
          <SecretRow
            key={secret.id}
            secret={secret}
            isNewest={secret === secrets.at(-1)}
            // The last one that works is ended by a reset, on purpose.
            canDelete={live.some(({ id }) => id !== secret.id)}
            onDelete={() => setDeleting(secret)}
          />
        ))}
      </PlainTable>
      {deleting && (
        <DeleteSecretDialog
          account={account}
          secret={deleting}
          onClose={() => setDeleting(undefined)}
        />
      )}
    </>
  )
}

interface SecretRowProps {
  readonly secret: ClientSecret
  readonly isNewest: boolean
  readonly canDelete: boolean
  readonly onDelete: () => void
}

function SecretRow({ secret, isNewest, canDelete, onDelete }: SecretRowProps) {
  const { t } = useTranslation('accounts')
  const deleteLabel = t('credentials.deleteSecret', { hint: secret.hint })

  return (
    <TableRow>
      <TableCell>
        <code>…{secret.hint}</code>
      </TableCell>
      <TableCell>
        <SecretState expiresAt={secret.expiresAt} isNewest={isNewest} />
      </TableCell>
      <TableCell>
        <Moment at={secret.createdAt} />
      </TableCell>
      <TableCell>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1 }}>
          <ExpiryLabel at={secret.expiresAt} />
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {formatInstant(new Date(secret.expiresAt))}
          </Box>
        </Box>
      </TableCell>
      <TableCell>
        <LastUse use={secret} />
      </TableCell>
      <TableCell>
        {canDelete && (
          <Tooltip title={deleteLabel}>
            <IconButton aria-label={deleteLabel} onClick={onDelete}>
              <DeleteOutlineRounded />
            </IconButton>
          </Tooltip>
        )}
      </TableCell>
    </TableRow>
  )
}
