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

  const set = (changes: Partial<MemberFilter>) => {
    const wanted = { kind, inherited, ...changes }
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        next.delete('kind')
        next.delete('inherited')
        if (wanted.kind) next.set('kind', wanted.kind)
        if (!wanted.inherited) next.set('inherited', '0')
        return next
      },
      { replace: true },
    )
  }

  return { kind, inherited, set }
}
