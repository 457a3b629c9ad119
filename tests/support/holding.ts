/** What one account is known to be, from what the server has acknowledged. */
export interface Holding {
  readonly id: string
  readonly path: string
  description: string
  disabled: boolean
  /** Client secrets that work, and such as were replaced. */
  live: string[]
  dead: string[]
  /** Values of named tokens by id: those that work, and those that were deleted. */
  readonly tokens: Map<string, string>
  deadTokens: string[]
}

/** An acknowledged change that the audit log must tell of. */
export interface Told {
  readonly action: string
  readonly target: string
}

export type Form = Readonly<Record<string, string>>

/** Everything that the server has acknowledged to one caller. */
export interface Holdings {
  readonly accounts: Map<string, Holding>
  deleted: string[]
  /** Exchanges that were answered, each of which was the only one for its token. */
  spent: Form[]
  /** Access tokens as issued, and those revoked with the account that may ask about them. */
  issued: string[]
  revoked: { readonly token: string; readonly owner: string }[]
  told: Told[]
}

export function createHoldings(): Holdings {
  return { accounts: new Map(), deleted: [], spent: [], issued: [], revoked: [], told: [] }
}

/** Keeps the newest of a list, so that a long run checks no more than a short one each time. */
export function keepNewest<T>(list: readonly T[], count: number): T[] {
  return list.slice(-count)
}
