import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'

const Claims = z.looseObject({
  sub: z.string(),
  jti: z.string(),
  client_id: z.string(),
  iat: z.number(),
  exp: z.number(),
  scope: z.string().optional(),
  cnf: z.object({ jkt: z.string() }).optional(),
})
export type AccessTokenClaims = z.infer<typeof Claims>

export interface AccessTokenRules {
  readonly issuer: string
  /** Where the token is used; any audience will do when the question is only whether it is ours. */
  readonly audience?: string
}

export type VerifyAccessToken = (
  token: string,
  rules: AccessTokenRules,
) => Promise<AccessTokenClaims | undefined>

/** Verifies access tokens of ours (RFC 9068 §4); undefined for whatever is not one, or not any more. */
export function createVerifyAccessToken(
  findKeySet: () => JWTVerifyGetKey,
  now: () => number,
): VerifyAccessToken {
  return async (token, rules) => {
    try {
      const currentDate = new Date(now())
      const options = { ...rules, typ: 'at+jwt', currentDate }
      const { payload } = await jwtVerify(token, findKeySet(), options)
      return Claims.parse(payload)
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) return undefined
      throw error
    }
  }
}
