import type { IssuerSettings, KeySource } from '#contract/issuer-settings.ts'
import type { Issuer } from '#server/domain/model.ts'
import { AppError } from '#server/errors.ts'
import { refuseFetchUrl, refuseIssuerUrl } from '#server/issuers/issuer-url.ts'
import { parsePastedKeys } from '#server/issuers/parse-pasted-keys.ts'
import { profileOf } from '#server/issuers/profiles/profiles.ts'
import { recogniseProfile } from '#server/issuers/profiles/recognise-profile.ts'
import { refuseAuthority } from '#server/issuers/refuse-authority.ts'
import { repairIssuerUrl } from '#server/issuers/repair-issuer-url.ts'

/** What an issuer is, besides its id and history. */
export type IssuerFacts = Omit<
  Issuer,
  'id' | 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy' | 'version'
>

/** How the fields of a request are called, for its refusals. */
export interface IssuerFields {
  readonly url: string
  /** What comes before each setting's name. */
  readonly settings: string
}

/** Makes a new issuer of what was sent, by the defaults of its provider; throws for what cannot be. */
export function toNewIssuer(
  pasted: string,
  settings: IssuerSettings,
  fields: IssuerFields,
): IssuerFacts {
  const url = repairIssuerUrl(pasted)
  const profile = settings.profile ?? recogniseProfile(url)
  const { algorithms, maxTokenAgeSeconds, replay, allowMultipleAudiences } =
    profileOf(profile).issuerDefaults
  const defaults: IssuerFacts = {
    url,
    label: URL.canParse(url) ? new URL(url).host : url,
    enabled: true,
    profile,
    keySource: { kind: 'discovery' },
    certificateAuthority: null,
    allowPrivateNetwork: false,
    algorithms,
    maxTokenAgeSeconds,
    allowMultipleAudiences,
    replay,
  }
  return withSettings(defaults, settings, fields)
}

/** Applies settings to an issuer and checks the whole; throws for what cannot be. */
export function withSettings(
  facts: IssuerFacts,
  settings: IssuerSettings,
  fields: IssuerFields,
): IssuerFacts {
  const { keySource, ...plain } = settings
  const changed: IssuerFacts = {
    ...facts,
    ...withoutAbsent(plain),
    ...(keySource !== undefined && { keySource: toKeySource(keySource, fields) }),
  }
  requireReachable(changed, fields)
  requireAuthority(changed, fields)
  return changed
}

function toKeySource(source: KeySource, fields: IssuerFields): Issuer['keySource'] {
  if (source === 'discovery') return { kind: 'discovery' }
  if ('jwksUrl' in source) return { kind: 'jwks_url', url: source.jwksUrl }
  const pasted = parsePastedKeys(source.jwks)
  if (pasted.ok) return { kind: 'jwks', keys: pasted.keys }
  throw refused(
    'validation_failed',
    `These keys cannot be used: ${pasted.reason}.`,
    `${fields.settings}keySource.jwks`,
  )
}

/** The same rules hold again whenever something is fetched. */
function requireReachable(
  { url, keySource, allowPrivateNetwork }: IssuerFacts,
  fields: IssuerFields,
): void {
  const reason = refuseIssuerUrl(url, allowPrivateNetwork)
  if (reason) {
    throw refused('issuer_not_allowed', `"${url}" cannot be an issuer: ${reason}.`, fields.url)
  }
  if (keySource.kind !== 'jwks_url') return
  const keyReason = refuseFetchUrl(keySource.url, allowPrivateNetwork)
  if (!keyReason) return
  const message = `Keys cannot come from "${keySource.url}": ${keyReason}.`
  throw refused('issuer_not_allowed', message, `${fields.settings}keySource.jwksUrl`)
}

function requireAuthority({ certificateAuthority }: IssuerFacts, fields: IssuerFields): void {
  const reason = certificateAuthority === null ? undefined : refuseAuthority(certificateAuthority)
  if (!reason) return
  const message = `This is no certificate authority: ${reason}.`
  throw refused('validation_failed', message, `${fields.settings}certificateAuthority`)
}

function refused(
  code: 'issuer_not_allowed' | 'validation_failed',
  message: string,
  field: string,
): AppError {
  return new AppError(code, message, { fields: [{ field, message }] })
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** What is left out stays as it is. */
function withoutAbsent<T extends object>(settings: T): Present<T> {
  const present = Object.entries(settings).filter(([, value]) => value !== undefined)
  // Safe: only members without a value were left out.
  return Object.fromEntries(present) as Present<T>
}
