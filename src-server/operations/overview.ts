import type { Overview } from '#contract/overview.ts'
import type { Permission } from '#contract/permissions.ts'
import type { Series } from '#server/audit/token-activity.ts'
import { decideAccess } from '#server/domain/decide-access.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import { toInstant } from '#server/domain/times.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { isOrdinary, showExpiring, showRefusals, showUnused } from './overview-attention.ts'

/** Implements the first look at the installation. */
export function implementOverview({ overview }: Chain, parts: OperationParts) {
  return {
    get: overview.get.handler(({ context: { subject } }): Overview => {
      const mayAtRoot = (permission: Permission) => decideAccess(subject, permission, '').allowed
      return {
        server: mayAtRoot('settings:view') ? showServer(parts) : null,
        setup: mayAtRoot('settings:view') ? showSetup(parts) : null,
        tokens: mayAtRoot('audit:view') ? showTokens(parts) : null,
        expiring: showExpiring(parts, subject),
        unused: showUnused(parts, subject),
        refusals: showRefusals(parts, subject),
      }
    }),
  }
}

function showServer({ server, requests, findTrouble }: OperationParts): Overview['server'] {
  return {
    version: server.version,
    issuer: server.issuer,
    startedAt: toInstant(server.startedAt),
    requestsLastMinute: requests.lastMinute,
    trouble: findTrouble() ?? null,
  }
}

function showSetup({ store: { read }, activity }: OperationParts): Overview['setup'] {
  return {
    hasGroup: read.groups.size > 0,
    hasAccount: hasOrdinaryAccount(read.serviceAccounts.values()),
    hasToken: activity.hasIssued || hasUsedAccount(read),
  }
}

function hasOrdinaryAccount(accounts: Iterable<ServiceAccount>): boolean {
  for (const account of accounts) if (isOrdinary(account)) return true
  return false
}

/** Whoever authenticated at the token endpoint got a token, however long ago. */
function hasUsedAccount({ usages }: OperationParts['store']['read']): boolean {
  for (const { method } of usages.values()) if (method !== 'named_token') return true
  return false
}

function showTokens({ activity }: OperationParts): Overview['tokens'] {
  return {
    countedSince: toInstant(activity.countedSince),
    minutes: toCounts(activity.minutes, 60),
    hours: toCounts(activity.hours, 3600),
  }
}

function toCounts({ from, issued, refused }: Series, spanSeconds: number) {
  return { from: toInstant(from), spanSeconds, issued: [...issued], refused: [...refused] }
}
