import Link from '@mui/material/Link'
import { Trans, useTranslation } from 'react-i18next'
import { Link as RouterLink } from 'react-router'
import type { AuditEvent } from '#contract/audit.ts'
import { describeAction, nameTarget } from './describe-action.ts'
import { toTargetRoute } from './to-target-route.ts'

export interface AuditSentenceProps {
  readonly event: AuditEvent
  readonly onActor: (id: string) => void
}

/** Who did what to which thing, in words; the name of who did it narrows the list to them. */
export function AuditSentence({ event, onActor }: AuditSentenceProps) {
  const { t } = useTranslation('audit')
  const { verb, thing } = describeAction(event.action)
  const { actor } = event

  return (
    <Trans
      t={t}
      i18nKey={event.result === 'ok' ? `done.${verb}` : `tried.${verb}`}
      values={{ thing: t(`things.${thing}`), action: event.action }}
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
  const name = nameTarget(event)
  const route = toTargetRoute(event)
  if (!route) return <b>{name}</b>
  return (
    <Link component={RouterLink} to={route} sx={{ fontWeight: 600 }}>
      {name}
    </Link>
  )
}
