import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useId, useState } from 'react'
import type { Issuer } from '#contract/issuers.ts'
import { Facts } from '#renderer/components/facts.tsx'
import { Moment } from '#renderer/components/moment.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useServices } from '#renderer/lib/services.tsx'
import { useAction } from '#renderer/lib/use-action.ts'
import { useRefresh } from '#renderer/lib/use-refresh.ts'
import { DeleteIssuerDialog } from './delete-issuer-dialog.tsx'
import { IssuerFormDialog } from './issuer-form-dialog.tsx'
import { IssuerHealthLabel } from './issuer-health-label.tsx'

/** How an issuer is doing, and everything that can be done with it. */
export function IssuerDialog({ issuer, onClose }: { issuer: Issuer; onClose: () => void }) {
  const { client } = useServices()
  const refresh = useRefresh()
  const action = useAction()
  const titleId = useId()
  const [open, setOpen] = useState<'edit' | 'delete'>()
  const { id, version, enabled } = issuer
  const fetchKeys = () =>
    void action.run(async () => {
      await client.issuers.refreshKeys({ issuer: id })
      await refresh()
    })
  const toggle = () =>
    void action.run(async () => {
      await client.issuers.update({ issuer: id, version, enabled: !enabled })
      await refresh()
    })

  if (open === 'edit')
    return <IssuerFormDialog issuer={issuer} onClose={() => setOpen(undefined)} />
  if (open === 'delete') {
    return (
      <DeleteIssuerDialog issuer={issuer} onClose={() => setOpen(undefined)} onDeleted={onClose} />
    )
  }
  return (
    <Dialog open fullWidth maxWidth="sm" aria-labelledby={titleId} onClose={onClose}>
      <DialogTitle id={titleId}>{issuer.label || issuer.url}</DialogTitle>
      <DialogContent>
        {action.problem && <ProblemAlert problem={action.problem} />}
        <IssuerFacts issuer={issuer} />
      </DialogContent>
      <DialogActions>
        <Button color="error" onClick={() => setOpen('delete')}>
          Delete
        </Button>
        <Button color="inherit" disabled={action.busy} onClick={toggle}>
          {enabled ? 'Disable' : 'Enable'}
        </Button>
        <Button color="inherit" variant="outlined" disabled={action.busy} onClick={fetchKeys}>
          Refresh keys
        </Button>
        <Button color="inherit" variant="outlined" onClick={() => setOpen('edit')}>
          Edit
        </Button>
        <Button variant="contained" onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function IssuerFacts({ issuer }: { issuer: Issuer }) {
  const { health } = issuer

  return (
    <Facts
      facts={[
        { term: 'Issuer URL', value: <code>{issuer.url}</code> },
        { term: 'State', value: issuer.enabled ? 'Enabled' : 'Disabled: its tokens are refused' },
        { term: 'Keys', value: <IssuerHealthLabel health={health} /> },
        { term: 'Last success', value: <Moment at={health.lastSuccessAt} /> },
        { term: 'Failures in a row', value: health.failuresInARow },
        { term: 'Key URL', value: <code>{health.keyUrl ?? '—'}</code> },
        {
          term: 'Key ids',
          value:
            health.keys.length === 0
              ? '—'
              : health.keys.map(({ keyId, firstSeenAt }) => (
                  <div key={keyId}>
                    <code>{keyId ?? 'without an id'}</code>, first seen{' '}
                    <Moment at={firstSeenAt} never="at an unknown time" />
                  </div>
                )),
        },
        { term: 'Algorithms', value: issuer.algorithms.join(', ') },
        {
          term: 'A token works',
          value: issuer.replay === 'once' ? 'once' : 'as long as it lives',
        },
        { term: 'Trust policies', value: issuer.trustPolicyCount },
      ]}
    />
  )
}
