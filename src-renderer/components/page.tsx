import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { useDocumentTitle } from '#renderer/lib/use-document-title.ts'

export interface PageProps {
  readonly title: string
  /** What stands above the title instead of the plain one, such as a path with chips. */
  readonly heading?: ReactNode
  readonly description?: ReactNode
  readonly actions?: ReactNode
  readonly narrow?: boolean
  readonly children: ReactNode
}

/** The common shape of a page: one heading, its actions at the right, the content below. */
export function Page({ title, heading, description, actions, narrow, children }: PageProps) {
  useDocumentTitle(title)

  return (
    <Box sx={{ p: '24px 28px 48px', maxWidth: narrow ? 800 : 1440, minWidth: 0 }}>
      <Box component="header" sx={{ display: 'flex', alignItems: 'flex-start', gap: 2, mb: 2.5 }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          {heading ?? <Typography variant="h1">{title}</Typography>}
          {description && (
            <Typography
              component="div"
              variant="body2"
              color="textSecondary"
              sx={{ mt: 0.25, overflowWrap: 'anywhere' }}
            >
              {description}
            </Typography>
          )}
        </Box>
        {actions && <Box sx={{ display: 'flex', gap: 1, flexShrink: 0 }}>{actions}</Box>}
      </Box>
      {children}
    </Box>
  )
}
