import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { LogoMark } from '#renderer/components/logo-mark.tsx'
import type { Problem } from '#renderer/lib/problem.ts'
import { useDocumentTitle } from '#renderer/lib/use-document-title.ts'
import { SignInForm } from './sign-in-form.tsx'

export interface SignInPageProps {
  /** Why the link that led here did not work. */
  readonly problem: Problem | undefined
  readonly onSignedIn: () => void
}

export function SignInPage({ problem, onSignedIn }: SignInPageProps) {
  useDocumentTitle('Sign in')

  return (
    <Box
      component="main"
      sx={{
        minHeight: '100dvh',
        display: 'grid',
        placeItems: 'center',
        bgcolor: 'background.nav',
        p: 3,
      }}
    >
      <Box
        sx={{
          width: 420,
          maxWidth: '100%',
          p: 4,
          bgcolor: 'background.paper',
          border: 1,
          borderColor: 'divider',
          borderRadius: '14px',
        }}
      >
        <LogoMark size={36} />
        <Typography variant="h1" sx={{ mt: 2 }}>
          Sign in to Doorward
        </Typography>
        <Typography variant="body2" color="textSecondary" sx={{ mb: 2.5 }}>
          This window manages the service accounts of this server.
        </Typography>
        <SignInForm initialProblem={problem} onSignedIn={onSignedIn} />
      </Box>
    </Box>
  )
}
