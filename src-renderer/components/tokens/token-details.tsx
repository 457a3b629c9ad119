import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Chip from '@mui/material/Chip'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import MuiLink from '@mui/material/Link'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { NamedToken } from '#contract/tokens.ts'
import { Facts } from '#renderer/components/facts.tsx'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { PermissionList } from '#renderer/components/permissions/permission-list.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { formatBoth, formatRelative } from '#renderer/lib/format-instant.ts'
import { toPrincipalRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { showHint } from './token-columns.tsx'

export interface TokenDetailsProps {
  readonly title: string
  readonly token: { readonly data: NamedToken | undefined; readonly error: unknown }
  readonly onStep: (step: 'rotate' | 'reveal' | 'delete') => void
  readonly onClose: () => void
}

/** Everything about a token but its value. */
export function TokenDetails({ title, token, onStep, onClose }: TokenDetailsProps) {
  const { t } = useTranslation(['tokens', 'common'])
  const titleId = useId()
  const { data, error } = token
  const waits = data?.state === 'awaiting_reveal'

  return (
    <Dialog open fullWidth maxWidth="sm" aria-labelledby={titleId} onClose={onClose}>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent>
        {Boolean(error) && !data && <ProblemAlert problem={toProblem(error)} />}
        {!data && !error && <BlockSkeleton height={260} />}
        {data && <TokenFacts token={data} />}
      </DialogContent>
      <DialogActions>
        {data && (
          <>
            <Button color="error" onClick={() => onStep('delete')} sx={{ mr: 'auto' }}>
              {t('delete.action')}
            </Button>
            {waits && (
              <Button variant="outlined" color="inherit" onClick={() => onStep('reveal')}>
                {t('reveal.action')}
              </Button>
            )}
            {data.state === 'live' && (
              <Button variant="outlined" color="inherit" onClick={() => onStep('rotate')}>
                {t('rotate.action')}
              </Button>
            )}
          </>
        )}
        <Button variant="contained" onClick={onClose}>
          {t('common:close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function TokenFacts({ token }: { token: NamedToken }) {
  const { t } = useTranslation('tokens')
  const { now } = useServices()
  const { owner, expiresAt, namespaces, permissions, createdBy } = token
  const isUser = owner.kind === 'user'

  return (
    <Facts
      facts={[
        {
          term: t('details.owner'),
          value: (
            <MuiLink component={Link} to={toPrincipalRoute(owner)}>
              {owner.name}
            </MuiLink>
          ),
        },
        { term: t('details.intent'), value: t(`intents.${token.intent}`) },
        {
          term: t('details.value'),
          value: (
            <span title={t('details.redacted')}>
              <code>{showHint(token)}</code>
            </span>
          ),
        },
        { term: t('details.state'), value: <TokenStateChip state={token.state} /> },
        {
          term: t('details.expires'),
          value: expiresAt ? formatBoth(new Date(expiresAt), now()) : t('details.never'),
        },
        ...(expiresAt
          ? [
              {
                term: t('details.rotates'),
                value: t(token.rotateOnExpiry ? 'details.rotatesYes' : 'details.rotatesNo'),
              },
            ]
          : []),
        {
          term: t('details.permissions'),
          value: permissions ? (
            <PermissionList permissions={permissions} />
          ) : (
            t(isUser ? 'reach.allOfUser' : 'reach.all')
          ),
        },
        {
          term: t('details.namespaces'),
          value: namespaces
            ? namespaces.map((path) => <Box key={path}>{path}</Box>)
            : t(isUser ? 'reach.everywhereOfUser' : 'reach.everywhere'),
        },
        {
          term: t('details.created'),
          value: t('details.createdBy', {
            moment: formatRelative(new Date(token.createdAt), now()),
            name: createdBy.name,
          }),
        },
        { term: t('details.lastUsed'), value: <LastUse token={token} /> },
      ]}
    />
  )
}

function LastUse({ token: { lastUsedAt, lastUsedAddress: address } }: { token: NamedToken }) {
  const { t } = useTranslation(['tokens', 'common'])
  return (
    <>
      <Moment at={lastUsedAt} never={t('common:never')} />
      {address && ` ${t('details.from', { address })}`}
    </>
  )
}

const chips = { live: 'success', expired: 'error', awaiting_reveal: 'warning' } as const

function TokenStateChip({ state }: { state: NamedToken['state'] }) {
  const { t } = useTranslation('tokens')
  return <Chip color={chips[state]} label={t(`states.${state}`)} />
}
