import Box from '@mui/material/Box'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, ScrollRestoration, useLocation } from 'react-router'
import { useStore } from 'zustand'
import { InstallationBanner } from '#renderer/features/server/installation-banner.tsx'
import { FollowPlaces } from './follow-places.tsx'
import { Live } from './live.tsx'
import { useNavStore } from './nav-context.tsx'
import { NavResizer } from './nav-resizer.tsx'
import { Navigation } from './navigation.tsx'
import { SkipLink } from './skip-link.tsx'
import { TopBar } from './top-bar.tsx'

/** What surrounds every page: the bar above, the navigation at the left. */
export function Frame() {
  const { t } = useTranslation('frame')
  const width = useStore(useNavStore(), (state) => state.width)

  return (
    <Box
      sx={{
        height: '100dvh',
        display: 'grid',
        gridTemplateRows: '48px minmax(0, 1fr)',
        // Only icons stay in a narrow or much enlarged window.
        gridTemplateColumns: { xs: '56px minmax(0, 1fr)', md: `${width}px minmax(0, 1fr)` },
      }}
    >
      <FollowPlaces />
      <Live />
      <SkipLink />
      <TopBar />
      <Box
        component="nav"
        aria-label={t('mainNavigation')}
        sx={{
          position: 'relative',
          minHeight: 0,
          bgcolor: 'background.nav',
          borderRight: 1,
          borderColor: 'divider',
        }}
      >
        <Navigation />
        <Box sx={{ display: { xs: 'none', md: 'contents' } }}>
          <NavResizer />
        </Box>
      </Box>
      <Main />
      <ScrollRestoration />
    </Box>
  )
}

/** A new place begins at its top, with the keyboard and screen readers there too. */
function Main() {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const shown = useRef(pathname)

  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    main.current?.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [pathname])

  return (
    <Box
      component="main"
      id="content"
      tabIndex={-1}
      ref={main}
      sx={{ minWidth: 0, minHeight: 0, overflowY: 'auto', overflowX: 'hidden' }}
    >
      <InstallationBanner />
      <Outlet />
    </Box>
  )
}
