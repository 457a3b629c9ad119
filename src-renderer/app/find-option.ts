/** Something that the palette offers. */
export interface FindOption {
  readonly label: string
  /** Under which heading it stands. */
  readonly heading: string
  /** Where a thing is, or what it belongs to. */
  readonly hint?: string
  readonly keys?: readonly string[]
  readonly act: FindAct
}

/** What choosing does: go somewhere, do it at once, or ask for the thing that it is to be done to. */
export type FindAct =
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'do'; run(): void }
  | { readonly kind: 'ask'; readonly of: AskedKind; toRoute(path: string): string }

/** The things that an action can be about. */
export type AskedKind = 'groups' | 'serviceAccounts'
