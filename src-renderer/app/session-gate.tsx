import Box from '@mui/material/Box'
import Dialog from '@mui/material/Dialog'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SignInForm } from '#renderer/features/sign-in/sign-in-form.tsx'
import { SignInPage } from '#renderer/features/sign-in/sign-in-page.tsx'
import { isUnauthenticated, type Problem, toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'

export interface SessionGateProps {
  readonly signInProblem: Problem | undefined
  readonly children: ReactNode
}

/** Lets nobody past who is not signed in; a session that ends later keeps the page below as it was. */
export function SessionGate({ signInProblem, children }: SessionGateProps) {
  const { t } = useTranslation('frame')
  const { queries } = useServices()
  const cache = useQueryClient()
  const whoami = useQuery(queries.whoami.queryOptions({ staleTime: 60_000 }))
  const isSignedOut = isUnauthenticated(whoami.error)
  const onSignedIn = () => void cache.invalidateQueries()

  if (!whoami.data && isSignedOut) {
    return <SignInPage problem={signInProblem} onSignedIn={onSignedIn} />
  }
  if (!whoami.data && whoami.error) {
    return (
      <Box component="main" sx={{ maxWidth: 520, mx: 'auto', mt: '18vh', px: 3 }}>
        <ProblemAlert problem={toProblem(whoami.error)} onRetry={() => void whoami.refetch()} />
      </Box>
    )
  }
  if (!whoami.data) return null

  return (
    <>
      {children}
      <Dialog open={isSignedOut} maxWidth="xs" fullWidth aria-labelledby="session-ended">
        <DialogTitle id="session-ended">{t('sessionEnded')}</DialogTitle>
        <DialogContent>
          <SignInForm onSignedIn={onSignedIn} />
        </DialogContent>
      </Dialog>
    </>
  )
}
