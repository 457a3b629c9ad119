import { call } from '@orpc/server'
import { type Request, Router } from 'express'
import type { OperationContext } from '#server/operations/context.ts'
import type { OperationRouter } from '#server/operations/router.ts'
import { readJson } from './read-json.ts'

export interface MiaRouteParts {
  readonly router: OperationRouter
  readonly contextOf: (req: Request) => OperationContext
}

/**
 * Root accounts under the address and in the form that Mia-Platform documents; its `Client-key`
 * header is not needed here and ignored.
 */
export function miaRoutes({ router, contextOf }: MiaRouteParts): Router {
  const routes = Router()

  routes.post('/api/service-accounts', ...readJson(), async (req, res) => {
    // The path becomes the action of the event, as it does for calls from elsewhere.
    const options = { context: contextOf(req), path: ['rootAccounts', 'create'] }
    const account = await call(router.rootAccounts.create, req.body, options)
    res.set('cache-control', 'no-store').status(201).json(account)
  })

  routes.delete('/api/service-accounts/:clientId', async (req, res) => {
    const account = req.params.clientId
    const options = { context: contextOf(req), path: ['rootAccounts', 'delete'] }
    await call(router.rootAccounts.delete, { account }, options)
    res.status(204).end()
  })
  return routes
}
