import { access } from './de/access.ts'
import { accounts } from './de/accounts.ts'
import { attempts } from './de/attempts.ts'
import { audit } from './de/audit.ts'
import { common } from './de/common.ts'
import { errors } from './de/errors.ts'
import { frame } from './de/frame.ts'
import { groups } from './de/groups.ts'
import { home } from './de/home.ts'
import { issuers } from './de/issuers.ts'
import { listening } from './de/listening.ts'
import { providers } from './de/providers.ts'
import { server } from './de/server.ts'
import { settings } from './de/settings.ts'
import { tokens } from './de/tokens.ts'
import { trust } from './de/trust.ts'
import type { english } from './english.ts'
import type { SameWords } from './same-words.ts'

/** Those of the window, and those for what the server says in English. */
export const german: SameWords<typeof english> & { readonly providers: typeof providers } = {
  access,
  accounts,
  attempts,
  audit,
  common,
  errors,
  frame,
  groups,
  home,
  issuers,
  listening,
  providers,
  server,
  settings,
  tokens,
  trust,
}
