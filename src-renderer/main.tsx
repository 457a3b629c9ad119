import '@fontsource-variable/inter/wght.css'
import type { QueryClient } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { createNavStore } from './app/nav-store.ts'
import { createQueryClient } from './app/query-client.ts'
import { createRouter } from './app/router.tsx'
import { createBrowserShell } from './lib/browser-shell.ts'
import { connectBrowser } from './lib/connect-browser.ts'
import { connectDesktop } from './lib/connect-desktop.ts'
import { createDesktopShell } from './lib/desktop-shell.ts'
import { resolveLanguage, speak } from './lib/language.ts'
import { createPreferencesStore } from './lib/preferences-store.ts'
import { type Problem, toProblem } from './lib/problem.ts'
import { createQueries, type Services } from './lib/services.tsx'
import { hasSignInLink, signInWithLink, takeSignInLink } from './lib/session.ts'
import { createToastsStore } from './lib/toasts-store.ts'

void start()

// A link pasted into an open window changes only the fragment: begin again, with the link.
window.addEventListener('hashchange', () => {
  if (hasSignInLink(window.location)) window.location.reload()
})

async function start(): Promise<void> {
  const link = takeSignInLink(window.location, window.history)
  const root = document.querySelector('#root')
  if (!root) throw new Error('The page has no root element.')

  const cache = createQueryClient()
  const services = await createServices(cache)
  const { language } = services.preferences.getState()
  await speak(resolveLanguage(language, navigator.languages))
  const signInProblem = link === undefined ? undefined : await trySignIn(link)

  createRoot(root).render(
    <App
      services={services}
      cache={cache}
      nav={createNavStore(window.localStorage)}
      router={createRouter(signInProblem)}
    />,
  )
}

async function createServices(cache: QueryClient): Promise<Services> {
  const bridge = window.doorward
  const shell = bridge ? createDesktopShell(bridge) : createBrowserShell(window.localStorage)
  const preferences = createPreferencesStore(shell, await shell.getPreferences())

  const client = bridge
    ? connectDesktop()
    : // Asking who we are again makes the gate offer to sign in, above the page as it stands.
      connectBrowser(() => void cache.invalidateQueries({ queryKey: queries.whoami.key() }))
  const queries = createQueries(client)

  return {
    client,
    queries,
    shell,
    preferences,
    toasts: createToastsStore(),
    now: () => new Date(),
  }
}

async function trySignIn(link: string): Promise<Problem | undefined> {
  try {
    await signInWithLink(link)
    return undefined
  } catch (error) {
    return toProblem(error)
  }
}
