import type { PolicyForm } from './policy-form.ts'

const PLACE = /^trustPolicies\.(\d+)(?:\.(\w+)(?:\.(.+))?)?$/

export type PolicyFieldPath =
  | `trustPolicies.${number}.${'name' | 'issuerUrl' | 'audience' | 'allowPrivateNetwork' | 'claims'}`
  | `trustPolicies.${number}.claims.${number}.value`

/** Where the form shows a field that the server names, such as `trustPolicies.0.boundClaims.ref`. */
export function toPolicyFieldPath(
  field: string,
  policies: readonly PolicyForm[],
): PolicyFieldPath | undefined {
  const [, position, part, rest] = PLACE.exec(field) ?? []
  const index = Number(position)
  const policy = policies[index]
  if (position === undefined || !policy) return undefined

  if (part === 'audience' || part === 'name') return `trustPolicies.${index}.${part}`
  if (part === 'issuer' || part === undefined) return `trustPolicies.${index}.issuerUrl`
  if (part === 'issuerSettings') return `trustPolicies.${index}.allowPrivateNetwork`
  if (part !== 'boundClaims') return undefined

  const row = policy.claims.findIndex(({ claim }) => claim === rest)
  if (row < 0) return `trustPolicies.${index}.claims`
  return `trustPolicies.${index}.claims.${row}.value`
}
