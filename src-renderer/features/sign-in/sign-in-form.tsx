import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { type FormEvent, useState } from 'react'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { TextInput } from '#renderer/components/text-input.tsx'
import { createProblem, type Problem, toProblem } from '#renderer/lib/problem.ts'
import { signInWithToken } from '#renderer/lib/session.ts'

export interface SignInFormProps {
  /** Why the link that led here did not work. */
  readonly initialProblem?: Problem | undefined
  readonly onSignedIn: () => void
}

/** Signs in with an API token; the token leaves the page with the request and is not kept. */
export function SignInForm({ initialProblem, onSignedIn }: SignInFormProps) {
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
        label="API token"
        hint={
          <>
            Find the administrator’s token in the file <code>admin-token</code> of the server’s data
            directory, or open the sign-in link that the server prints at its start.
          </>
        }
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
        Sign in
      </Button>
    </Box>
  )
}

function explainRefusal(problem: Problem): Problem {
  if (problem.code !== 'unauthenticated') return problem

  const { title: _, advice: __, ...rest } = createProblem('unauthenticated', problem)
  return {
    ...rest,
    title: 'This token is not accepted',
    advice: 'Check that it is complete and has not expired.',
  }
}
