/** The claims of an outside token whose signature and times have been verified. */
export type Claims = Readonly<Record<string, unknown>>

/** A verified token: whose it is and what it says. */
export interface IssuedBy {
  readonly issuerId: string
  readonly claims: Claims
}
