import type { NearMiss, NearMissCode } from '#contract/near-miss.ts'

/** Why a check nearly held and what to do: an English sentence, and its code for other languages. */
export interface FoundNearMiss {
  readonly hint: string
  readonly nearMiss: NearMiss
}

export function nearMiss(
  code: NearMissCode,
  hint: string,
  values: NearMiss['values'] = {},
): FoundNearMiss {
  return { hint, nearMiss: { code, values } }
}
