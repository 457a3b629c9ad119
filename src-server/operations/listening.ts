import type { FieldError } from '#contract/error-codes.ts'
import type {
  CertificateAuthority as AuthorityView,
  ServerCertificate as CertificateView,
  ListeningChange,
  Listening as ListeningView,
} from '#contract/listening.ts'
import { isFitAuthority, listChosenNames } from '#server/domain/decide-certificates.ts'
import {
  decideListening,
  defaultListening,
  isOnNetwork,
  isSecure,
  listensAlike,
  toClientHost,
  toIssuer,
} from '#server/domain/decide-listening.ts'
import type { ListeningSettings, StoredCertificate } from '#server/domain/model.ts'
import { toInstant } from '#server/domain/times.ts'
import { AppError } from '#server/errors.ts'
import { readCertificateFiles } from '#server/keys/certificate-files.ts'
import { findValidityProblems, showCertificate } from '#server/keys/certificate-pair.ts'
import type { ServerCertificate } from '#server/keys/server-certificate.ts'
import type { Transaction } from '#server/store/collections.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { requireVersion } from './history.ts'
import { findSettings } from './settings.ts'

const names = ['host', 'port', 'publicUrl', 'tls'] as const

/** Implements the operations on where the server listens. */
export function implementListening({ server }: Chain, parts: OperationParts) {
  const { store } = parts
  return {
    listening: server.listening.handler(() => toView(parts)),

    updateListening: server.updateListening.handler(async ({ input, context: { progress } }) => {
      const before = findSettings(store.read)
      if (progress) progress.before = toView(parts)
      requireVersion(before, input.version)
      const next = applyChange(before.listening ?? defaultListening, input)
      refuseIfAny([...findGiven(input, parts), ...(await findProblems(next, input, parts))])
      await store.change((tx: Transaction) => {
        const current = findSettings(tx)
        requireVersion(current, input.version)
        tx.settings.put({ ...current, listening: next, version: current.version + 1 })
      })
      await prepareAuthority(parts)
      return toView(parts)
    }),

    certificateAuthority: server.certificateAuthority.handler(() => {
      const authority = store.read.certificates.find('authority')
      if (!authority) {
        throw new AppError('not_enabled', 'No certificate was made here, so there is no authority.')
      }
      return { ...toAuthorityView(authority), certificate: authority.certificate }
    }),

    renewCertificate: server.renewCertificate.handler(async ({ context: { progress } }) => {
      const { certificate } = parts.listeners
      if (progress) progress.before = toView(parts)
      if (!certificate) throw new AppError('not_enabled', 'This server speaks no TLS.')
      await certificate.reload({ fresh: true })
      refuseIfAny(certificate.trouble.map(inTls))
      return toView(parts)
    }),
  }
}

function applyChange(stored: ListeningSettings, change: ListeningChange): ListeningSettings {
  const { host = stored.host, port = stored.port, publicUrl = stored.publicUrl } = change
  const { tls = stored.tls } = change
  return { host, port, publicUrl: publicUrl?.replace(/\/$/, '') ?? null, tls }
}

/** What the start was told cannot be changed behind its back. */
function findGiven(change: ListeningChange, { listeners }: OperationParts): FieldError[] {
  return names.flatMap((field) => {
    if (change[field] === undefined || listeners.given[field] === undefined) return []
    const source = listeners.given.setBy[field] ?? 'the way in which the server was started'
    return [{ field, message: `This is set by ${source}; change it there.` }]
  })
}

async function findProblems(
  stored: ListeningSettings,
  change: ListeningChange,
  parts: OperationParts,
): Promise<FieldError[]> {
  const next = decideListening(parts.listeners.given, stored)
  return [
    ...(await findBindProblem(next, parts)),
    ...(await findTlsProblems(next, change, parts)),
    ...findPlainProblem(next, change, parts),
    ...findIssuerProblem(next, change, parts),
  ]
}

/** What is open to the network in plain already may be changed in other ways. */
function findPlainProblem(
  next: ListeningSettings,
  { withoutTls }: ListeningChange,
  parts: OperationParts,
): FieldError[] {
  if (withoutTls || !isPlainOnNetwork(next) || isPlainOnNetwork(decideNext(parts))) return []
  const message = `Everybody on the network could read the secrets and tokens sent to ${next.host}, as there is no TLS: confirm that on purpose.`
  return [{ field: 'withoutTls', message }]
}

function isPlainOnNetwork(listening: ListeningSettings): boolean {
  return isOnNetwork(listening.host) && !isSecure(listening)
}

function findIssuerProblem(
  next: ListeningSettings,
  { newIssuer }: ListeningChange,
  parts: OperationParts,
): FieldError[] {
  const { issuer: now } = parts.server
  const issuer = toIssuer(next)
  const isKnown = issuer === null || issuer === now || issuer === toIssuer(decideNext(parts))
  if (isKnown || newIssuer) return []
  const message = `All tokens would name ${issuer} as their issuer, and verifiers that expect ${now} refuse them: confirm that on purpose.`
  return [{ field: 'newIssuer', message }]
}

/** Holds the certificate against the host that clients come by, whichever of the two is changed. */
async function findTlsProblems(
  next: ListeningSettings,
  change: ListeningChange,
  { now }: OperationParts,
): Promise<FieldError[]> {
  if (!isSecure(next)) return []
  if (next.publicUrl?.startsWith('http:')) {
    return [{ field: 'publicUrl', message: 'With TLS the public URL must be https.' }]
  }
  if (next.tls.kind !== 'files') return []
  const pair = await readCertificateFiles(next.tls)
  if (change.tls) {
    const problems =
      'certificate' in pair ? findValidityProblems(pair, toClientHost(next), now()) : pair
    return problems.map(inTls)
  }
  if (change.publicUrl === undefined || !('certificate' in pair)) return []
  return findValidityProblems(pair, toClientHost(next), now()).map(({ message }) => {
    return { field: 'publicUrl', message: `The certificate does not fit. ${message}` }
  })
}

function inTls({ field, message }: FieldError): FieldError {
  return { field: `tls.${field}`, message }
}

/** Tries what differs from now; what is ours already is in nobody's way. */
async function findBindProblem(
  next: ListeningSettings,
  { listeners: { started, main, shared, tryAddress } }: OperationParts,
): Promise<FieldError[]> {
  if (next.host === started.host && next.port === started.port) return []
  const isOurs = [main.port, shared?.port].includes(next.port)
  const problem = await tryAddress(next.host, isOurs ? 0 : next.port)
  return problem ? [problem] : []
}

/** So that clients can be told before the restart; one that is in use stays until then. */
async function prepareAuthority(parts: OperationParts): Promise<void> {
  const next = decideNext(parts)
  if (next.tls.kind !== 'own' || parts.listeners.started.tls.kind === 'own') return
  const own = await parts.keys.openOwnCertificates()
  const addresses = parts.listeners.listNetworkAddresses().map(({ address }) => address)
  await own.ensureAuthority(listChosenNames(next), addresses)
}

function refuseIfAny(fields: readonly FieldError[]): void {
  const [first] = fields
  if (first) throw new AppError('validation_failed', first.message, { fields })
}

function decideNext({ store, listeners }: OperationParts): ListeningSettings {
  return decideListening(listeners.given, findSettings(store.read).listening)
}

/** Shows where the server listens now and will from its next start on. */
export function toView(parts: OperationParts): ListeningView {
  const { store, server, listeners, now } = parts
  const { given, started, main, certificate } = listeners
  const next = decideNext(parts)
  const authority = store.read.certificates.find('authority')
  const isSame = listensAlike(started, next)
  return {
    now: { ...toValues(started), port: main.port, issuer: server.issuer },
    next: { ...toValues(next), issuer: isSame ? server.issuer : toIssuer(next) },
    setBy: {
      host: given.setBy.host ?? null,
      port: given.setBy.port ?? null,
      publicUrl: given.setBy.publicUrl ?? null,
      tls: given.setBy.tls ?? null,
    },
    restartNeeded: !isSame,
    certificate: certificate ? toCertificateView(certificate) : null,
    certificateAuthority: authority ? toAuthorityView(authority) : null,
    newAuthority:
      authority !== undefined &&
      next.tls.kind === 'own' &&
      !isFitAuthority(authority, listChosenNames(next), now()),
    version: findSettings(store.read).version,
  }
}

function toCertificateView({ facts, trouble }: ServerCertificate): CertificateView {
  const { validFrom, expiresAt } = facts
  return {
    ...facts,
    names: [...facts.names],
    validFrom: toInstant(validFrom),
    expiresAt: toInstant(expiresAt),
    trouble: trouble.map(({ message }) => message),
  }
}

function toAuthorityView({
  name,
  certificate,
  names,
  expiresAt,
}: StoredCertificate): AuthorityView {
  const { fingerprint } = showCertificate(certificate)
  return { name, fingerprint, names: [...names], expiresAt: toInstant(expiresAt) }
}

function toValues({ tls, ...values }: ListeningSettings) {
  return { ...values, tls: tls.kind === 'own' ? { ...tls, names: [...tls.names] } : tls }
}
