import { PrincipalKind, type PrincipalView } from '#contract/common.ts'
import { Permission } from '#contract/permissions.ts'
import { useQueryParams } from '#renderer/lib/use-query-params.ts'

export const views = ['check', 'reach', 'here'] as const
export type AccessView = (typeof views)[number]

/** The installation has no path, and an address no empty values. */
const ROOT = '/'

/** What is asked about access; all of it is in the address, so that a link asks the same. */
export function useAccessQuestion() {
  const { get, set } = useQueryParams()
  const place = get('where')

  return {
    view: views.find((view) => view === get('view')) ?? 'check',
    who: toPrincipal(get('who')),
    permission: Permission.safeParse(get('permission')).data ?? '',
    where: place === '' ? null : place === ROOT ? '' : place,
    setView: (view: AccessView) => set({ view: view === 'check' ? undefined : view }),
    setWho: (who: PrincipalView | null) => set({ who: who ? toReference(who) : undefined }),
    setPermission: (permission: string) => set({ permission }),
    setWhere: (where: string | null) =>
      set({ where: where === null ? undefined : where === '' ? ROOT : where }),
  } as const
}

/** Names somebody as the server takes it: `user:ada@acme.example`. */
export function toReference({ kind, name }: PrincipalView): string {
  return `${kind}:${name}`
}

function toPrincipal(reference: string): PrincipalView | null {
  const [, word, name = ''] = /^(\w+):(.+)$/.exec(reference) ?? []
  const kind = PrincipalKind.safeParse(word).data
  return kind ? { kind, id: reference, name } : null
}
