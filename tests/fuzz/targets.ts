export interface Target {
  /** How many inputs a short run tries. */
  readonly inputs: number
  /** How much of a long run's time it takes. */
  readonly share: number
}

/** What is fuzzed; the shares of all add up to 1. */
export const targets = {
  'operations with valid and nearly valid input': { inputs: 220, share: 0.26 },
  'operations with hostile input': { inputs: 200, share: 0.16 },
  'requests that no client would send': { inputs: 150, share: 0.06 },
  'token endpoint': { inputs: 400, share: 0.1 },
  'client assertions, outside tokens and proofs': { inputs: 200, share: 0.08 },
  'introspection and revocation': { inputs: 150, share: 0.04 },
  'login call': { inputs: 150, share: 0.03 },
  'sign-in and sessions': { inputs: 200, share: 0.04 },
  'window files and hosts': { inputs: 300, share: 0.06 },
  'strict JSON': { inputs: 1500, share: 0.01 },
  'outside tokens': { inputs: 1500, share: 0.01 },
  'JSON Pointers': { inputs: 1500, share: 0.01 },
  wildcards: { inputs: 3000, share: 0.01 },
  'claim matchers': { inputs: 2000, share: 0.01 },
  secrets: { inputs: 500, share: 0.005 },
  forms: { inputs: 500, share: 0.005 },
  addresses: { inputs: 400, share: 0.01 },
  'issuer URLs': { inputs: 1000, share: 0.005 },
  cursors: { inputs: 500, share: 0.005 },
  'names and paths': { inputs: 500, share: 0.005 },
  'Basic headers': { inputs: 500, share: 0.005 },
  scopes: { inputs: 1000, share: 0.005 },
  times: { inputs: 1000, share: 0.005 },
  keys: { inputs: 500, share: 0.01 },
  'damaged journals': { inputs: 60, share: 0.03 },
  'damaged snapshots': { inputs: 50, share: 0.03 },
} as const satisfies Record<string, Target>

export type TargetName = keyof typeof targets
