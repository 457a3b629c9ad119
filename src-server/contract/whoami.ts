import { z } from 'zod'
import { Actor } from './common.ts'
import { operation } from './operation.ts'
import { Permission } from './permissions.ts'

export const AuthenticatedBy = z.enum([
  'bootstrap_token',
  'desktop_window',
  'browser_session',
  'access_token',
  'api_token',
  'app_password',
])
export type AuthenticatedBy = z.infer<typeof AuthenticatedBy>

export const WhoAmI = z
  .object({
    actor: Actor,
    authenticatedBy: AuthenticatedBy,
    permissions: z.array(Permission),
  })
  .meta({ id: 'WhoAmI' })
export type WhoAmI = z.infer<typeof WhoAmI>

export const whoami = operation({ permission: 'none', on: { kind: 'caller' }, effect: 'read' })
  .route({
    method: 'GET',
    path: '/whoami',
    tags: ['Caller'],
    summary: 'Tell who the caller is and what they may do at the root',
  })
  .input(z.strictObject({}).optional())
  .output(WhoAmI)
