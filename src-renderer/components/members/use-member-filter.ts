import { useSearchParams } from 'react-router'
import { PrincipalKind } from '#contract/common.ts'

export interface MemberFilter {
  readonly kind: PrincipalKind | undefined
  readonly inherited: boolean
}

/** Keeps the filter of a list of members in the address; those from above are shown unless told. */
export function useMemberFilter() {
  const [params, setParams] = useSearchParams()
  const kind = PrincipalKind.safeParse(params.get('kind')).data
  const inherited = params.get('inherited') !== '0'

  const set = (changes: Partial<MemberFilter>) =>
    setParams((current) => toParams(current, changes), { replace: true })

  return { kind, inherited, set }
}

function toParams(current: URLSearchParams, changes: Partial<MemberFilter>): URLSearchParams {
  const next = new URLSearchParams(current)
  if ('kind' in changes) {
    next.delete('kind')
    if (changes.kind) next.set('kind', changes.kind)
  }
  if (changes.inherited === true) next.delete('inherited')
  if (changes.inherited === false) next.set('inherited', '0')
  return next
}
