import Link from '@mui/material/Link'
import { Trans, useTranslation } from 'react-i18next'
import { Link as RouterLink } from 'react-router'
import type { AuditEvent } from '#contract/audit.ts'
import { describeAction, describeGiving, nameTarget } from './describe-action.ts'
import { toTargetRoute } from './to-target-route.ts'

export interface AuditSentenceProps {
  readonly event: AuditEvent
  readonly onActor: (id: string) => void
}

/** Who did what to which thing, in words; the name of who did it narrows the list to them. */
export function AuditSentence({ event, onActor }: AuditSentenceProps) {
  const { t } = useTranslation('audit')
  const { verb, thing } = describeAction(event.action)
  const giving = describeGiving(event)
  const general = event.result === 'ok' ? (`done.${verb}` as const) : (`tried.${verb}` as const)
  const { actor } = event

  return (
    <Trans
      t={t}
      i18nKey={giving ? `members.${giving.verb}` : general}
      values={{
        thing: t(`things.${thing}`),
        action: event.action,
        principal: giving?.principal ?? '',
        role: giving?.role ?? '',
      }}
      components={{
        who: (
          <Link
            component="button"
            type="button"
            underline="hover"
            color="inherit"
            sx={{ font: 'inherit', fontWeight: 600, verticalAlign: 'baseline' }}
            onClick={() => onActor(actor.id)}
          >
            {actor.name}
          </Link>
        ),
        what: <TargetName event={event} />,
      }}
    />
  )
}

function TargetName({ event }: { event: AuditEvent }) {
  const { t } = useTranslation('common')
  const isAtRoot = event.target?.path === '' && event.action.startsWith('members.')
  const name = isAtRoot ? t('root') : nameTarget(event)
  const route = toTargetRoute(event)
  if (!route) return <b>{name}</b>
  return (
    <Link component={RouterLink} to={route} sx={{ fontWeight: 600 }}>
      {name}
    </Link>
  )
}
