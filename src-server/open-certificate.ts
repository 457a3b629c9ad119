import type { FieldError } from '#contract/error-codes.ts'
import { listChosenNames } from './domain/decide-certificates.ts'
import { type GivenListening, isSecure, toClientHost } from './domain/decide-listening.ts'
import type { ListeningSettings } from './domain/model.ts'
import { StartError } from './errors.ts'
import { type CertificateFiles, readCertificateFiles } from './keys/certificate-files.ts'
import { findValidityProblems } from './keys/certificate-pair.ts'
import type { Keys } from './keys/keys.ts'
import { type LoadCertificate, ServerCertificate } from './keys/server-certificate.ts'
import type { Logger } from './logger.ts'

export interface CertificateParts {
  readonly given: GivenListening
  readonly keys: Pick<Keys, 'openOwnCertificates'>
  /** The addresses of this computer in networks, which may be others later. */
  readonly listAddresses: () => readonly string[]
  readonly now: () => number
  readonly logger: Logger
}

/**
 * Opens the certificate that is set; throws a `StartError` that says how to get in without it. One
 * that clients would refuse is shown all the same: somebody has to get in to replace it.
 */
export async function openCertificate(
  started: ListeningSettings,
  parts: CertificateParts,
): Promise<ServerCertificate | undefined> {
  const { tls, publicUrl } = started
  if (!isSecure(started)) return undefined
  if (publicUrl?.startsWith('http:')) {
    throw toStartError(`the public URL ${publicUrl} is http.`, parts)
  }
  if (tls.kind === 'none') return undefined
  if (tls.kind === 'own') return openOwnCertificate(started, parts)
  const first = await readCertificateFiles(tls)
  if (!('certificate' in first)) throw toStartError(join(first), parts)
  const trouble = findValidityProblems(first, toClientHost(started), parts.now())
  if (trouble.length > 0) {
    parts.logger.warn({ trouble: join(trouble) }, 'clients may refuse the TLS certificate')
  }
  return new ServerCertificate(loadFiles(tls, started, parts.now), first, trouble)
}

async function openOwnCertificate(
  started: ListeningSettings,
  { keys, listAddresses, logger }: CertificateParts,
): Promise<ServerCertificate> {
  const own = await keys.openOwnCertificates()
  const chosen = listChosenNames(started)
  const known = own.authority
  const authority = await own.ensureAuthority(chosen, listAddresses())
  if (known && known.certificate !== authority.certificate) {
    const { name } = authority
    logger.warn(
      { name, chosen },
      'another certificate authority was made, which clients must trust',
    )
  }
  const load = (fresh: boolean) => own.pairFor(chosen, listAddresses(), fresh)
  return new ServerCertificate(load, await load(false), [])
}

/** Reads certificate files, and takes none that clients would refuse. */
export function loadFiles(
  files: CertificateFiles,
  listening: ListeningSettings,
  now: () => number,
): LoadCertificate {
  return async () => {
    const loaded = await readCertificateFiles(files)
    if (!('certificate' in loaded)) return loaded
    const problems = findValidityProblems(loaded, toClientHost(listening), now())
    return problems.length > 0 ? problems : loaded
  }
}

function join(problems: readonly FieldError[]): string {
  return problems.map(({ message }) => message).join(' ')
}

function toStartError(reason: string, { given }: CertificateParts): StartError {
  const source = given.setBy.tls ?? 'the stored settings'
  return new StartError(
    `TLS, as ${source} ask for it, cannot be used: ${reason} Start with --tls none (or DOORWARD_TLS=none) to get in without it, on this computer.`,
    given.setBy.tls === undefined ? 1 : 2,
  )
}
