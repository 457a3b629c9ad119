import type { Path } from 'react-hook-form'
import type { PolicyForm } from './policy-form.ts'

const PLACE = /^(\w+)(?:\.(.+))?$/

/** Where the builder shows a field that the server names, such as `boundClaims.ref`; nowhere while it is not open. */
export function toPolicyFieldPath(
  field: string,
  { byHand, claims, answers, reason }: Pick<PolicyForm, 'byHand' | 'claims' | 'answers' | 'reason'>,
): Path<PolicyForm> | undefined {
  const [, part, rest = ''] = PLACE.exec(field) ?? []
  if (part === 'answers') return Object.hasOwn(answers, rest) ? `answers.${rest}` : undefined
  if (part === 'expiresAt') return 'expires'
  if (part === 'force') return reason === '' ? undefined : 'reason'
  if (field === 'issuerSettings.allowPrivateNetwork') return 'allowPrivateNetwork'
  if (part === 'issuerSettings' && rest.startsWith('keySource')) return 'pastedKeys'
  if (part === 'audience') return part
  if (!byHand) return undefined

  if (part === 'name') return part
  if (part === 'issuer') return 'issuerUrl'
  if (part !== 'boundClaims') return undefined
  const row = claims.findIndex(({ claim }) => claim === rest)
  return row < 0 ? 'claims' : `claims.${row}.value`
}
