import { Router } from 'express'
import type { Metrics } from './metrics.ts'

/** What the server does, for Prometheus; counts only, so nobody has to sign in for it. */
export function metricsRoute(metrics: Metrics): Router {
  const router = Router()
  router.get('/metrics', async (_req, res) => {
    const { contentType, text } = await metrics.write()
    res.set('cache-control', 'no-store').type(contentType).send(text)
  })
  return router
}
