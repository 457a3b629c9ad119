/**
 * The texts of a provider's profile in another language than English, which is what the server
 * sends. What is not here is said in the server's words.
 */
export interface ProviderWords {
  readonly questions?: Readonly<Record<string, QuestionWords>>
  /** Why claims are required and why tokens are refused, by the id of the rule. */
  readonly rules?: Readonly<Record<string, string>>
  /** Why a claim is better not bound, by the claim. */
  readonly avoid?: Readonly<Record<string, string>>
}

export interface QuestionWords {
  readonly label?: string
  readonly help?: string
  /** How the answer is found, where that is not a command. */
  readonly find?: string
  /** By the value; those that are written like their value need none. */
  readonly choices?: Readonly<Record<string, string>>
}
