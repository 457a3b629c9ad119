import { TokenIntent, TokenState } from '#contract/tokens.ts'
import { useServices } from '#renderer/lib/services.tsx'
import { useQueryParams } from '#renderer/lib/use-query-params.ts'

export const expiringDays = [1, 7, 30, 90] as const

const DAY = 86_400_000

export interface TokenFilter {
  readonly intent: TokenIntent | ''
  readonly state: TokenState | ''
  /** As a number of days in text; empty for any expiry. */
  readonly expiring: string
  readonly account: string
  readonly system: boolean
}

/** What is looked for among the tokens, and the token that is open, kept in the address. */
export function useTokenFilter() {
  const { get, set } = useQueryParams()
  const expiring = get('expiring')
  const filter: TokenFilter = {
    intent: TokenIntent.safeParse(get('intent')).data ?? '',
    state: TokenState.safeParse(get('state')).data ?? '',
    expiring: expiringDays.some((days) => String(days) === expiring) ? expiring : '',
    account: get('account'),
    system: get('system') === 'yes',
  }
  return { filter, opened: get('token'), isCreating: get('new') !== '', set }
}

/** The filter as the server takes it. */
export function useTokenInput({ intent, state, expiring, account, system }: TokenFilter) {
  const { now } = useServices()
  // To the hour, so that the same question stays the same question.
  const hour = Math.ceil(now().getTime() / 3_600_000) * 3_600_000

  return {
    ...(intent && { intent }),
    ...(state && { state }),
    ...(account && { account }),
    ...(system && { system }),
    ...(expiring && { expiresBefore: new Date(hour + Number(expiring) * DAY).toISOString() }),
  }
}
