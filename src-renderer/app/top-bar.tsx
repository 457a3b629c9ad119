import Box from '@mui/material/Box'
import { Link } from 'react-router'
import { LogoMark } from '#renderer/components/logo-mark.tsx'
import { AccountMenu } from './account-menu.tsx'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { Finder } from './finder.tsx'
import { ThemeMenu } from './theme-menu.tsx'

export function TopBar() {
  return (
    <Box
      component="header"
      sx={{
        gridColumn: '1 / -1',
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        px: 2,
        minWidth: 0,
        bgcolor: 'background.nav',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box
        component={Link}
        to="/"
        aria-label="Doorward"
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          minHeight: 28,
          color: 'text.primary',
          textDecoration: 'none',
          fontWeight: 600,
          letterSpacing: '-0.012em',
          borderRadius: 1,
        }}
      >
        <LogoMark />
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          Doorward
        </Box>
      </Box>
      <Box aria-hidden sx={{ width: '1px', height: 18, bgcolor: 'divider', ml: 0.5 }} />
      <Breadcrumbs />
      <Finder />
      <ThemeMenu />
      <AccountMenu />
    </Box>
  )
}
