import { createHash } from 'node:crypto'
import type { Issuer as IssuerView } from '#contract/issuers.ts'
import type { Reader } from '#server/access/find.ts'
import type { Issuer } from '#server/domain/model.ts'
import type { IssuerKeys } from '#server/issuers/issuer-keys.ts'
import { toHistoryView } from './views.ts'

/** Shows an issuer with how fetching its keys has gone. */
export function toIssuerView(read: Reader, issuerKeys: IssuerKeys, issuer: Issuer): IssuerView {
  return {
    id: issuer.id,
    url: issuer.url,
    label: issuer.label,
    profile: issuer.profile,
    enabled: issuer.enabled,
    keySource: toKeySourceView(issuer.keySource),
    certificateAuthority: issuer.certificateAuthority,
    allowPrivateNetwork: issuer.allowPrivateNetwork,
    algorithms: [...issuer.algorithms],
    maxTokenAgeSeconds: issuer.maxTokenAgeSeconds,
    allowMultipleAudiences: issuer.allowMultipleAudiences,
    replay: issuer.replay,
    trustPolicyCount: read.trustPolicies.count('issuer', issuer.id),
    health: issuerKeys.healthOf(issuer),
    ...toHistoryView(issuer),
  }
}

function toKeySourceView(source: Issuer['keySource']): IssuerView['keySource'] {
  if (source.kind === 'discovery') return 'discovery'
  if (source.kind === 'jwks_url') return { jwksUrl: source.url }
  return { jwks: { keys: source.keys.map((key) => ({ ...key })) } }
}

/** Shows an issuer for the record: keys and certificates by their SHA-256, and nothing that passes. */
export function toIssuerSnapshot(read: Reader, issuerKeys: IssuerKeys, issuer: Issuer) {
  const {
    health: _health,
    trustPolicyCount: _count,
    ...view
  } = toIssuerView(read, issuerKeys, issuer)
  const { keySource, certificateAuthority } = issuer
  return {
    ...view,
    ...(keySource.kind === 'jwks' && { keySource: { jwks: keySource.keys.map(toDigest) } }),
    certificateAuthority: certificateAuthority === null ? null : toDigest(certificateAuthority),
  }
}

function toDigest(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
