import { accounts } from './pages/accounts.ts'
import { groups } from './pages/groups.ts'
import { home } from './pages/home.ts'
import { lookAtEveryPage } from './pages/look-at-every-page.ts'

lookAtEveryPage({ home, groups, accounts })
