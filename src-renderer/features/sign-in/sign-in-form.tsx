import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { type FormEvent, useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { i18next } from '#renderer/lib/language.ts'
import { createProblem, type Problem, toProblem } from '#renderer/lib/problem.ts'
import { signInWithToken } from '#renderer/lib/session.ts'

export interface SignInFormProps {
  /** Why the link that led here did not work. */
  readonly initialProblem?: Problem | undefined
  readonly onSignedIn: () => void
}

/** Signs in with an API token; the token leaves the page with the request and is not kept. */
export function SignInForm({ initialProblem, onSignedIn }: SignInFormProps) {
  const { t } = useTranslation('frame')
  const [token, setToken] = useState('')
  const [problem, setProblem] = useState(initialProblem)
  const [busy, setBusy] = useState(false)

  const signIn = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await signInWithToken(token.trim())
      setToken('')
      onSignedIn()
    } catch (error) {
      setProblem(explainRefusal(toProblem(error)))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Box component="form" onSubmit={(event) => void signIn(event)}>
      {problem && <ProblemAlert problem={problem} />}
      <TextInput
        label={t('signIn.token')}
        hint={<Trans t={t} i18nKey="signIn.where" components={{ code: <code /> }} />}
        input={{
          type: 'password',
          value: token,
          autoFocus: true,
          autoComplete: 'current-password',
          onChange: (event) => setToken(event.target.value),
        }}
      />
      <Button
        type="submit"
        variant="contained"
        fullWidth
        sx={{ mt: 2, minHeight: 36 }}
        disabled={busy || token.trim() === ''}
      >
        {t('signIn.do')}
      </Button>
    </Box>
  )
}

function explainRefusal(problem: Problem): Problem {
  if (problem.code !== 'unauthenticated') return problem

  const { title: _, advice: __, ...rest } = createProblem('unauthenticated', problem)
  return {
    ...rest,
    title: i18next.t('frame:signIn.refused'),
    advice: i18next.t('frame:signIn.refusedAdvice'),
  }
}
