import Box from '@mui/material/Box'
import Chip from '@mui/material/Chip'
import Table from '@mui/material/Table'
import TableBody from '@mui/material/TableBody'
import TableCell from '@mui/material/TableCell'
import TableHead from '@mui/material/TableHead'
import TableRow from '@mui/material/TableRow'
import { useTranslation } from 'react-i18next'
import type { SigningKey } from '#contract/signing-keys.ts'
import { Copyable } from '#renderer/components/copyable.tsx'
import { formatInstant } from '#renderer/lib/format-instant.ts'

const colors = {
  published: 'info',
  signing: 'success',
  retired: 'default',
} as const satisfies Record<SigningKey['state'], string>

/** Every published key: ahead of its time, signing, or waiting for its last token to expire. */
export function SigningKeysTable({ keys }: { keys: readonly SigningKey[] }) {
  const { t } = useTranslation('server')

  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table aria-label={t('keys.title')} sx={{ '& td': { overflowWrap: 'anywhere' } }}>
        <TableHead>
          <TableRow>
            <TableCell>{t('keys.state')}</TableCell>
            <TableCell>{t('keys.algorithm')}</TableCell>
            <TableCell>{t('keys.times')}</TableCell>
            <TableCell>{t('keys.key')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {keys.map((key) => (
            <TableRow key={key.id}>
              <TableCell>
                <Chip color={colors[key.state]} label={t(`keys.states.${key.state}`)} />
              </TableCell>
              <TableCell>{key.algorithm}</TableCell>
              <TableCell>
                <Times signingKey={key} />
              </TableCell>
              <TableCell>
                <Copyable text={key.id} label={t('keys.copy')} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  )
}

function Times({ signingKey }: { signingKey: SigningKey }) {
  const { t } = useTranslation('server')
  const { state, activeFrom, publishedUntil } = signingKey
  const format = (at: string) => formatInstant(new Date(at))

  return (
    <>
      <div>
        {state === 'published'
          ? t('keys.signsFrom', { time: format(activeFrom) })
          : t('keys.signsSince', { time: format(activeFrom) })}
      </div>
      {publishedUntil && <div>{t('keys.deletedAt', { time: format(publishedUntil) })}</div>}
    </>
  )
}
