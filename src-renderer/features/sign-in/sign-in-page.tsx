import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useTranslation } from 'react-i18next'
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
  const { t } = useTranslation('frame')
  useDocumentTitle(t('signIn.do'))

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
          {t('signIn.title')}
        </Typography>
        <Typography variant="body2" color="textSecondary" sx={{ mb: 2.5 }}>
          {t('signIn.explained')}
        </Typography>
        <SignInForm initialProblem={problem} onSignedIn={onSignedIn} />
      </Box>
    </Box>
  )
}
