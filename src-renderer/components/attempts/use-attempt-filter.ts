import { ExchangeStage } from '#contract/trust.ts'
import { useQueryParams } from '#renderer/lib/use-query-params.ts'

export const times = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 } as const

export interface AttemptFilter {
  readonly account: string
  readonly outcome: '' | 'accepted' | 'refused'
  readonly stage: ExchangeStage | ''
  readonly issuer: string
  readonly time: '' | keyof typeof times
  /** Whether attempts that failed for the same reason stand apart. */
  readonly each: '' | 'yes'
}

/** What is looked for among the attempts, kept in the address so that a link carries it. */
export function useAttemptFilter() {
  const { get, set } = useQueryParams()
  const outcome = get('outcome')
  const time = get('time')
  const filter: AttemptFilter = {
    account: get('account'),
    outcome: outcome === 'accepted' || outcome === 'refused' ? outcome : '',
    stage: ExchangeStage.safeParse(get('stage')).data ?? '',
    issuer: get('issuer'),
    time: time === 'hour' || time === 'day' || time === 'week' ? time : '',
    each: get('each') === 'yes' ? 'yes' : '',
  }
  return { filter, set: (name: keyof AttemptFilter, value: string) => set({ [name]: value }) }
}

/** The filter as the server takes it. */
export function toFilterInput(filter: AttemptFilter, now: Date) {
  const { account, outcome, stage, issuer, time } = filter
  return {
    ...(account && { account }),
    ...(outcome && { accepted: outcome === 'accepted' }),
    ...(stage && { stage }),
    ...(issuer && { issuer }),
    ...(time && { since: new Date(now.getTime() - times[time]).toISOString() }),
  }
}
