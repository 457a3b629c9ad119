import { useSearchParams } from 'react-router'
import { AccountMethod, AccountOrder } from '#contract/service-accounts.ts'

/** What a list of accounts is narrowed to and ordered by. */
export interface AccountFilter {
  readonly method?: AccountMethod | undefined
  readonly state?: 'enabled' | 'disabled' | undefined
  /** Days in which the secret ends. */
  readonly expiring?: number | undefined
  /** Days in which nobody used the account. */
  readonly unused?: number | undefined
  readonly inherited: boolean
  readonly sort: AccountOrder
}

const narrowing = ['method', 'state', 'expiring', 'unused'] as const

/** Keeps the filter of a list of accounts in the address, so that a link carries it. */
export function useAccountFilter() {
  const [params, setParams] = useSearchParams()
  const filter = readFilter(params)

  const set = (changes: Readonly<Record<string, string | undefined>>) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        for (const [name, value] of Object.entries(changes)) {
          if (value === undefined || value === '') next.delete(name)
          else next.set(name, value)
        }
        return next
      },
      { replace: true },
    )

  return {
    filter,
    set,
    isNarrowed: narrowing.some((name) => filter[name] !== undefined),
    clear: () => set(Object.fromEntries(narrowing.map((name) => [name, undefined]))),
  }
}

/** What the operation takes of a filter. */
export function toListInput({ method, state, expiring, unused, inherited, sort }: AccountFilter) {
  return {
    ...(method && { method }),
    ...(state && { disabled: state === 'disabled' }),
    ...(expiring && { expiringWithinDays: expiring }),
    ...(unused && { unusedForDays: unused }),
    ...(inherited && { inherited }),
    ...(sort !== 'path' && { sort }),
  }
}

/** An address can say anything; what makes no sense is left out. */
function readFilter(params: URLSearchParams): AccountFilter {
  const state = params.get('state')
  return {
    method: AccountMethod.safeParse(params.get('method')).data,
    state: state === 'enabled' || state === 'disabled' ? state : undefined,
    expiring: readDays(params.get('expiring')),
    unused: readDays(params.get('unused')),
    inherited: params.get('inherited') === '1',
    sort: AccountOrder.safeParse(params.get('sort')).data ?? 'path',
  }
}

function readDays(text: string | null): number | undefined {
  const days = Number(text)
  return Number.isInteger(days) && days >= 1 && days <= 3650 ? days : undefined
}
