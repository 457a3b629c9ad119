import Button from '@mui/material/Button'
import TableCell from '@mui/material/TableCell'
import TableRow from '@mui/material/TableRow'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Lockout } from '#contract/lockouts.ts'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useChangeAtOnce } from '#renderer/lib/use-change-at-once.ts'
import { useStanding } from '#renderer/lib/use-standing.ts'
import { PlainTable } from './plain-table.tsx'

/** From where the client may not try again for a while, and how to let it in earlier. */
export function LockoutsSection({ account }: { account: string }) {
  const { t } = useTranslation('accounts')
  const { queries } = useServices()
  const lockouts = useQuery(queries.lockouts.list.queryOptions({ input: { account, limit: 100 } }))
  const standing = useStanding(lockouts.data?.items)

  return (
    <Section title={t('lockouts.title')} description={t('lockouts.description')}>
      {lockouts.isPending && <BlockSkeleton height={24} />}
      {lockouts.error && (
        <ProblemAlert problem={toProblem(lockouts.error)} onRetry={() => void lockouts.refetch()} />
      )}
      {standing?.length === 0 && (
        <Typography color="textSecondary">{t('lockouts.none')}</Typography>
      )}
      {standing !== undefined && standing.length > 0 && <LockoutsTable lockouts={standing} />}
    </Section>
  )
}

function LockoutsTable({ lockouts }: { lockouts: readonly Lockout[] }) {
  const { t } = useTranslation(['accounts', 'common'])
  const lift = useLift()

  return (
    <PlainTable
      label={t('lockouts.title')}
      columns={[
        { title: t('lockouts.address') },
        { title: t('lockouts.failures'), width: 110 },
        { title: t('lockouts.until'), width: 140 },
        { title: t('common:actions'), width: 120, hidden: true },
      ]}
    >
      {lockouts.map((lockout) => (
        <TableRow key={lockout.id}>
          <TableCell>
            <code>{lockout.address}</code>
          </TableCell>
          <TableCell>{lockout.failures}</TableCell>
          <TableCell>
            <Moment at={lockout.until} />
          </TableCell>
          <TableCell align="right">
            <Button
              size="small"
              color="inherit"
              variant="outlined"
              aria-label={t('lockouts.liftFrom', { address: lockout.address })}
              onClick={() => void lift(lockout)}
            >
              {t('lockouts.lift')}
            </Button>
          </TableCell>
        </TableRow>
      ))}
    </PlainTable>
  )
}

function useLift() {
  const { t } = useTranslation('accounts')
  const { client } = useServices()
  const atOnce = useChangeAtOnce()

  return ({ id, address }: Lockout): Promise<void> =>
    atOnce(async () => {
      await client.lockouts.delete({ lockout: id })
      return { text: t('lockouts.lifted', { address }) }
    })
}
