import { useSearchParams } from 'react-router'
import { ExchangeStage } from '#contract/trust.ts'

export interface AttemptFilter {
  readonly account: string
  readonly outcome: '' | 'accepted' | 'refused'
  readonly stage: ExchangeStage | ''
  readonly issuer: string
}

/** What is looked for among the attempts, kept in the address so that a link carries it. */
export function useAttemptFilter() {
  const [params, setParams] = useSearchParams()
  const outcome = params.get('outcome')
  const filter: AttemptFilter = {
    account: params.get('account') ?? '',
    outcome: outcome === 'accepted' || outcome === 'refused' ? outcome : '',
    stage: ExchangeStage.safeParse(params.get('stage')).data ?? '',
    issuer: params.get('issuer') ?? '',
  }
  const set = (name: keyof AttemptFilter, value: string) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        if (value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )

  return { filter, set }
}

/** The filter as the server takes it. */
export function toFilterInput({ account, outcome, stage, issuer }: AttemptFilter) {
  return {
    ...(account && { account }),
    ...(outcome && { accepted: outcome === 'accepted' }),
    ...(stage && { stage }),
    ...(issuer && { issuer }),
  }
}
