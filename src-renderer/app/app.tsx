import createCache from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import CssBaseline from '@mui/material/CssBaseline'
import { ThemeProvider } from '@mui/material/styles'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { type createBrowserRouter, RouterProvider } from 'react-router'
import { readCspNonce } from '#renderer/lib/csp-nonce.ts'
import { i18next, isLanguage } from '#renderer/lib/language.ts'
import { type Services, ServicesProvider } from '#renderer/lib/services.tsx'
import { LockCover } from './lock-cover.tsx'
import { NavProvider } from './nav-context.tsx'
import type { NavStore } from './nav-store.ts'
import { PreferencesSync } from './preferences-sync.tsx'
import { themes } from './theme.ts'
import { Toasts } from './toasts.tsx'

const nonce = readCspNonce(document)
const styles = createCache({ key: 'dw', prepend: true, ...(nonce && { nonce }) })

export interface AppProps {
  readonly services: Services
  readonly cache: QueryClient
  readonly nav: NavStore
  readonly router: ReturnType<typeof createBrowserRouter>
}

export function App({ services, cache, nav, router }: AppProps) {
  const { i18n } = useTranslation()
  return (
    <StrictMode>
      <CacheProvider value={styles}>
        <ThemeProvider
          theme={themes[isLanguage(i18n.language) ? i18n.language : 'en']}
          defaultMode={services.preferences.getState().theme}
          storageManager={null}
          noSsr
        >
          <CssBaseline enableColorScheme />
          <I18nextProvider i18n={i18next}>
            <ServicesProvider services={services}>
              <QueryClientProvider client={cache}>
                <PreferencesSync />
                <NavProvider store={nav}>
                  <RouterProvider router={router} />
                </NavProvider>
                <Toasts />
                <LockCover />
              </QueryClientProvider>
            </ServicesProvider>
          </I18nextProvider>
        </ThemeProvider>
      </CacheProvider>
    </StrictMode>
  )
}
