import express, { type ErrorRequestHandler, type Express, type Request } from 'express'
import { AppError } from '#server/errors.ts'
import type { Logger } from '#server/logger.ts'
import { toResourceMetadataUrl } from '#server/oauth/resource-metadata.ts'
import { type ApiRouteParts, restRoutes, toApiContext, windowRpcRoutes } from './api-routes.ts'
import { listChallenges } from './challenges.ts'
import { healthRoutes } from './health-routes.ts'
import type { Metrics } from './metrics.ts'
import { metricsRoute } from './metrics-route.ts'
import { miaRoutes } from './mia-routes.ts'
import { sendProblem, toProblem } from './problem.ts'
import { type SessionRouteParts, sessionRoutes } from './session-routes.ts'
import { type WindowRouteParts, windowRoutes } from './window-routes.ts'

export interface AppParts extends ApiRouteParts, SessionRouteParts {
  readonly logger: Logger
  readonly findTrouble: () => string | undefined
  readonly metrics: Metrics
  /** Only the headless server shows the window to browsers. */
  readonly window: WindowRouteParts | undefined
}

/** Makes the Express app: the management API, health, and, when headless, the window. */
export function createApp(parts: AppParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use(healthRoutes(parts.findTrouble))
  app.use(metricsRoute(parts.metrics))
  app.use(restRoutes(parts))
  const contextOf = (req: Request) => toApiContext(req, parts.infoOf(req))
  app.use(miaRoutes({ router: parts.router, contextOf }))
  if (parts.window) {
    app.use(sessionRoutes(parts))
    app.use(windowRpcRoutes(parts))
    app.use(windowRoutes(parts.window))
  }
  app.use(() => {
    throw new AppError('not_found', 'There is nothing at this address.')
  })
  app.use(errorHandler(parts))
  return app
}

/** The one exit of every refusal. The error itself is never logged whole: it may hold the request's body. */
function errorHandler({
  logger,
  infoOf,
  issuer,
}: Pick<AppParts, 'logger' | 'infoOf' | 'issuer'>): ErrorRequestHandler {
  const resourceMetadata = toResourceMetadataUrl(issuer).href
  return (error: unknown, req: Request, res, next) => {
    if (res.headersSent) return next(error)
    const { correlationId } = infoOf(req)
    const problem = toProblem(error)
    if (problem.code === 'unexpected') {
      const message = error instanceof Error ? error.message : 'not an error'
      logger.error({ correlationId, path: req.path, message }, 'request failed')
    }
    const challenges = listChallenges(problem.code, req, resourceMetadata)
    sendProblem(res, problem, { correlationId, challenges })
  }
}
