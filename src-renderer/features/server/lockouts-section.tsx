import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link as RouterLink } from 'react-router'
import type { Lockout } from '#contract/lockouts.ts'
import { Moment } from '#renderer/components/moment.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { Section } from '#renderer/components/section.tsx'
import { toServiceAccountRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useChangeAtOnce } from '#renderer/lib/use-change-at-once.ts'
import { useStanding } from '#renderer/lib/use-standing.ts'

/** Who has to wait, and until when; an administrator may let them in again. */
export function LockoutsSection() {
  const { t } = useTranslation('server')
  const { queries } = useServices()
  const lockouts = useQuery(queries.lockouts.list.queryOptions({ input: { limit: 100 } }))
  const standing = useStanding(lockouts.data?.items)

  return (
    <Section title={t('lockouts.title')} description={t('lockouts.description')}>
      {lockouts.error && <ProblemAlert problem={toProblem(lockouts.error)} />}
      {standing?.length === 0 && (
        <Box sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>{t('lockouts.empty')}</Box>
      )}
      <Box component="ul" sx={listLook}>
        {standing?.map((lockout) => (
          <LockoutLine key={lockout.id} lockout={lockout} />
        ))}
      </Box>
    </Section>
  )
}

function LockoutLine({ lockout }: { lockout: Lockout }) {
  const { t } = useTranslation('server')
  const { client } = useServices()
  const atOnce = useChangeAtOnce()
  const { account, address, failures, until } = lockout
  const clear = () =>
    atOnce(async () => {
      await client.lockouts.delete({ lockout: lockout.id })
      return { text: t('lockouts.cleared', { account: account.path }) }
    })

  return (
    <Box component="li">
      <Link component={RouterLink} to={toServiceAccountRoute(account.path)}>
        {account.path}
      </Link>
      <span>{t('lockouts.from', { address, failures })}</span>
      <span>
        {t('lockouts.until')} <Moment at={until} />
      </span>
      <Button
        variant="outlined"
        color="inherit"
        size="small"
        aria-label={t('lockouts.clearOf', { account: account.path })}
        onClick={() => void clear()}
      >
        {t('lockouts.clear')}
      </Button>
    </Box>
  )
}

const listLook = {
  m: 0,
  p: 0,
  listStyle: 'none',
  fontSize: '0.8125rem',
  '& > li': { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2, py: 0.5 },
}
