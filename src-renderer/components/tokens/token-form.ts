import { z } from 'zod'
import { PrincipalView } from '#contract/common.ts'
import { Permission } from '#contract/permissions.ts'
import { TokenIntent } from '#contract/tokens.ts'
import { i18next } from '#renderer/lib/language.ts'
import { TokenExpiry } from './token-expiry.ts'

const say = (key: 'ownerMissing' | 'nameMissing' | 'permissionsMissing' | 'namespacesMissing') =>
  ({ error: () => i18next.t(`tokens:create.${key}`) }) as const

/** A new token as somebody describes it; what is limited lists what is left. */
export const TokenForm = z
  .object({
    owner: PrincipalView.nullable().refine((owner): boolean => owner !== null, say('ownerMissing')),
    name: z.string().trim().min(1, say('nameMissing')).max(100),
    intent: TokenIntent,
    expiry: TokenExpiry,
    rotateOnExpiry: z.boolean(),
    limitsPermissions: z.boolean(),
    permissions: z.array(Permission).readonly(),
    limitsNamespaces: z.boolean(),
    namespaces: z.array(z.string()).readonly(),
  })
  .refine((form) => !form.limitsPermissions || form.permissions.length > 0, {
    path: ['permissions'],
    ...say('permissionsMissing'),
  })
  .refine((form) => !form.limitsNamespaces || form.namespaces.length > 0, {
    path: ['namespaces'],
    ...say('namespacesMissing'),
  })
export type TokenForm = z.infer<typeof TokenForm>

/** The form as the server takes it. */
export function toNewToken(form: TokenForm) {
  const { owner, name, intent, expiry } = form
  return {
    name,
    intent,
    ...(owner?.kind === 'user' ? { user: owner.id } : { account: owner?.id ?? '' }),
    expiresAt: expiry.expiresAt,
    ...(form.limitsPermissions && { permissions: [...form.permissions] }),
    ...(form.limitsNamespaces && { namespaces: [...form.namespaces] }),
    rotateOnExpiry: form.rotateOnExpiry && expiry.expiresAt !== null,
  }
}

/** Where in the form a refused field stands. */
export function toTokenField(field: string) {
  const [name = ''] = field.split('.')
  if (name === 'account' || name === 'user') return 'owner' as const
  if (name === 'expiresAt') return 'expiry' as const
  return (['name', 'permissions', 'namespaces'] as const).find((each) => each === name)
}
