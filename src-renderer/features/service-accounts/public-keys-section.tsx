import AddRounded from '@mui/icons-material/AddRounded'
import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import TableCell from '@mui/material/TableCell'
import TableRow from '@mui/material/TableRow'
import Tooltip from '@mui/material/Tooltip'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAXIMUM_PUBLIC_KEYS, type PublicKey } from '#contract/public-keys.ts'
import type { ServiceAccount } from '#contract/service-accounts.ts'
import { LastUse } from '#renderer/components/last-use.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { Section } from '#renderer/components/section.tsx'
import { AddKeyDialog } from './add-key-dialog.tsx'
import { DeleteKeyDialog } from './delete-key-dialog.tsx'
import { PlainTable } from './plain-table.tsx'

/** The keys that the account's assertions are verified by. */
export function PublicKeysSection({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation('accounts')
  const [adding, setAdding] = useState(false)
  const [deleting, setDeleting] = useState<PublicKey>()
  const { publicKeys } = account
  const isFull = publicKeys.length >= MAXIMUM_PUBLIC_KEYS

  return (
    <Section
      title={t('keys.title')}
      description={isFull ? t('keys.full', { count: publicKeys.length }) : t('keys.description')}
      actions={
        !isFull && (
          <Button
            variant="outlined"
            color="inherit"
            startIcon={<AddRounded />}
            onClick={() => setAdding(true)}
          >
            {t('keys.add')}
          </Button>
        )
      }
    >
      {publicKeys.length === 0 ? (
        <Typography color="textSecondary">{t('keys.none')}</Typography>
      ) : (
        <KeysTable keys={publicKeys} onDelete={setDeleting} />
      )}
      {adding && <AddKeyDialog account={account} onClose={() => setAdding(false)} />}
      {deleting && (
        <DeleteKeyDialog
          account={account}
          publicKey={deleting}
          onClose={() => setDeleting(undefined)}
        />
      )}
    </Section>
  )
}

interface KeysTableProps {
  readonly keys: readonly PublicKey[]
  readonly onDelete: (key: PublicKey) => void
}

function KeysTable({ keys, onDelete }: KeysTableProps) {
  const { t } = useTranslation(['accounts', 'common'])

  return (
    <PlainTable
      label={t('keys.title')}
      columns={[
        { title: t('keys.key') },
        { title: t('keys.keyId') },
        { title: t('keys.algorithm'), width: 96 },
        { title: t('keys.created'), width: 120 },
        { title: t('common:lastUsed') },
        { title: t('common:actions'), width: 52, hidden: true },
      ]}
    >
      {keys.map((key) => (
        <KeyRow key={key.id} publicKey={key} onDelete={() => onDelete(key)} />
      ))}
    </PlainTable>
  )
}

function KeyRow({ publicKey, onDelete }: { publicKey: PublicKey; onDelete: () => void }) {
  const { t } = useTranslation('accounts')
  const { name, keyId, algorithms, createdAt } = publicKey
  const deleteLabel = t('keys.delete', { name: name || keyId })

  return (
    <TableRow sx={{ '& td': { overflowWrap: 'anywhere' } }}>
      <TableCell>{name || t('keys.unnamed')}</TableCell>
      <TableCell>
        <code>{keyId}</code>
      </TableCell>
      <TableCell>{algorithms.join(', ')}</TableCell>
      <TableCell>
        <Moment at={createdAt} />
      </TableCell>
      <TableCell>
        <LastUse use={publicKey} />
      </TableCell>
      <TableCell>
        <Tooltip title={deleteLabel}>
          <IconButton aria-label={deleteLabel} onClick={onDelete}>
            <DeleteOutlineRounded />
          </IconButton>
        </Tooltip>
      </TableCell>
    </TableRow>
  )
}
