/** What the command line may say about a run. */
export interface BenchOptions {
  /** Where the project is; a bundled benchmark no longer knows. */
  readonly root: string
  readonly rounds: number
  readonly seconds: number
  /** A smoke: shows that everything works, measures nothing. */
  readonly isQuick: boolean
  /** Compares stores of so many accounts instead of servers. */
  readonly accounts: number | undefined
}
