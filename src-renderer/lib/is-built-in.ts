import type { ServiceAccount } from '#contract/service-accounts.ts'

/** Accounts that come with Doorward, or are Doorward itself, can be looked at but not changed. */
export function isBuiltIn({ kind }: Pick<ServiceAccount, 'kind'>): boolean {
  return kind === 'built_in' || kind === 'internal'
}
