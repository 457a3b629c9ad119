import { attempts } from './pages/attempts.ts'
import { issuers } from './pages/issuers.ts'
import { lookAtEveryPage } from './pages/look-at-every-page.ts'
import { tokens } from './pages/tokens.ts'
import { trust } from './pages/trust.ts'

lookAtEveryPage({ tokens, trust, attempts, issuers })
