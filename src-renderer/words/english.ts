import { access } from './en/access.ts'
import { accounts } from './en/accounts.ts'
import { attempts } from './en/attempts.ts'
import { audit } from './en/audit.ts'
import { common } from './en/common.ts'
import { errors } from './en/errors.ts'
import { frame } from './en/frame.ts'
import { groups } from './en/groups.ts'
import { home } from './en/home.ts'
import { issuers } from './en/issuers.ts'
import { listening } from './en/listening.ts'
import { server } from './en/server.ts'
import { settings } from './en/settings.ts'
import { tokens } from './en/tokens.ts'
import { trust } from './en/trust.ts'

/** Every word of the window, a catalogue for each of its rooms. */
export const english = {
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
  server,
  settings,
  tokens,
  trust,
} as const
