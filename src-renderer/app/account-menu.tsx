import AccountCircleOutlined from '@mui/icons-material/AccountCircleOutlined'
import LogoutRounded from '@mui/icons-material/LogoutRounded'
import Box from '@mui/material/Box'
import Divider from '@mui/material/Divider'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Tooltip from '@mui/material/Tooltip'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '#renderer/lib/problem.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { signOut } from '#renderer/lib/session.ts'

/** Who is signed in; only a browser has a session to end. */
export function AccountMenu() {
  const { t } = useTranslation('frame')
  const { queries, shell } = useServices()
  const whoami = useQuery(queries.whoami.queryOptions({ staleTime: 60_000 }))
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const isBrowser = shell.kind === 'browser'

  return (
    <>
      <Tooltip title={t('account')}>
        <IconButton
          aria-label={t('account')}
          aria-haspopup="menu"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <AccountCircleOutlined />
        </IconButton>
      </Tooltip>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        <Box component="li" role="presentation" sx={{ px: 1.25, py: 1, fontSize: '0.8125rem' }}>
          <Box sx={{ fontWeight: 500 }}>{whoami.data?.actor.name ?? '…'}</Box>
          <Box sx={{ color: 'text.secondary' }}>
            {isBrowser ? t('signedInHere') : t('atThisComputer')}
          </Box>
        </Box>
        {isBrowser && <Divider component="li" role="presentation" sx={{ my: 0.5 }} />}
        {isBrowser && <SignOutItem />}
      </Menu>
    </>
  )
}

function SignOutItem() {
  const { t } = useTranslation('frame')
  const { toasts } = useServices()
  // A full load leaves nothing of the session in memory.
  const leave = () =>
    signOut().then(
      () => window.location.assign('/'),
      (error: unknown) => toasts.getState().fail(toProblem(error)),
    )

  return (
    <MenuItem onClick={() => void leave()}>
      <LogoutRounded fontSize="small" />
      {t('signOut')}
    </MenuItem>
  )
}
