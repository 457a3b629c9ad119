import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Link } from 'react-router'
import type { Attempt } from '#contract/trust.ts'
import { BlockSkeleton } from '#renderer/components/loading.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { toTrustPolicyRoute } from '#renderer/lib/paths.ts'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { AttemptDetails } from './attempt-details.tsx'
import { ChooseAccountDialog } from './choose-account-dialog.tsx'

/** One attempt with its whole trace, and what can be made of it. */
export function AttemptDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { queries } = useServices()
  const titleId = useId()
  const attempt = useQuery(queries.trust.getAttempt.queryOptions({ input: { attempt: id } }))

  return (
    <Dialog open fullWidth maxWidth="md" aria-labelledby={titleId} onClose={onClose}>
      <DialogTitle id={titleId}>Attempt</DialogTitle>
      <DialogContent tabIndex={0}>
        {attempt.error && <ProblemAlert problem={toProblem(attempt.error)} />}
        {attempt.isPending && <BlockSkeleton height={280} />}
        {attempt.data && <AttemptDetails attempt={attempt.data} />}
      </DialogContent>
      <DialogActions>
        {attempt.data && <AttemptActions attempt={attempt.data} />}
        <Button color="inherit" variant="outlined" onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function AttemptActions({ attempt }: { attempt: Attempt }) {
  const [choosing, setChoosing] = useState(false)
  const { accepted, accountPath, policy, id } = attempt
  if (accepted) {
    if (accountPath === null || policy === null) return null
    return (
      <Button
        variant="contained"
        component={Link}
        to={toTrustPolicyRoute(accountPath, policy, { tighten: '' })}
      >
        Tighten
      </Button>
    )
  }
  if (accountPath !== null) {
    return (
      <Button
        variant="contained"
        component={Link}
        to={toTrustPolicyRoute(accountPath, 'new', { attempt: id })}
      >
        Make a policy from this
      </Button>
    )
  }
  return (
    <>
      <Button variant="contained" onClick={() => setChoosing(true)}>
        Make a policy from this
      </Button>
      {choosing && <ChooseAccountDialog attempt={id} onClose={() => setChoosing(false)} />}
    </>
  )
}
