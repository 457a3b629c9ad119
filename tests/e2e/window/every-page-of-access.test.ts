import { access } from './pages/access.ts'
import { audit } from './pages/audit.ts'
import { frame } from './pages/frame.ts'
import { lookAtEveryPage } from './pages/look-at-every-page.ts'
import { server } from './pages/server.ts'
import { settings } from './pages/settings.ts'

lookAtEveryPage({ access, server, audit, settings, frame })
