import { Router } from 'express'

/** Whether the server runs (`/healthz`) and whether it can take changes (`/readyz`). */
export function healthRoutes(findTrouble: () => string | undefined): Router {
  const router = Router()
  router.get('/healthz', (_req, res) => void res.json({ status: 'ok' }))
  router.get('/readyz', (_req, res) => {
    const trouble = findTrouble()
    res
      .status(trouble ? 503 : 200)
      .json(trouble ? { status: 'degraded', trouble } : { status: 'ok' })
  })
  return router
}
