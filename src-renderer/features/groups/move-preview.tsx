import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useTranslation } from 'react-i18next'
import type { GroupMove } from '#contract/groups.ts'
import { Facts } from '#renderer/components/facts.tsx'

/** What a move would do, as the server says. */
export function MovePreview({ move }: { move: GroupMove }) {
  const { t } = useTranslation(['groups', 'common'])
  const { from, to, groups, workspaces, serviceAccounts, lostMemberships } = move
  const contents = [
    t('count.groups', { count: groups }),
    t('count.workspaces', { count: workspaces }),
    t('count.serviceAccounts', { count: serviceAccounts }),
  ]

  return (
    <>
      <Facts
        facts={[
          { term: t('move.now'), value: <code>{from}</code> },
          { term: t('move.afterwards'), value: <code>{to}</code> },
          { term: t('move.takes'), value: contents.join(', ') },
        ]}
      />
      <Alert severity="warning">{t('move.paths')}</Alert>
      {lostMemberships.length === 0 ? (
        <Alert severity="success">{t('move.nothingLost')}</Alert>
      ) : (
        <Alert severity="error">
          {t('move.lost', { count: lostMemberships.length })}
          <Box component="ul" sx={{ m: 0, pl: 2.25 }}>
            {lostMemberships.map(({ member, principal, namespace, role }) => (
              <li key={member}>
                {t('move.lostRole', {
                  name: principal.name,
                  role,
                  place: namespace || t('common:root'),
                })}
              </li>
            ))}
          </Box>
        </Alert>
      )}
    </>
  )
}
