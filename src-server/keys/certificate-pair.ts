import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'
import type { FieldError } from '#contract/error-codes.ts'

/** What a TLS server shows and proves itself by, both as PEM; the server's own certificate comes first. */
export interface CertificatePair {
  readonly certificate: string
  readonly key: string
}

/** What may be told of a certificate. */
export interface CertificateFacts {
  readonly subject: string
  readonly issuer: string
  /** Host names and addresses, as the certificate writes them. */
  readonly names: readonly string[]
  readonly validFrom: number
  readonly expiresAt: number
  /** SHA-256, in colon-separated hexadecimal. */
  readonly fingerprint: string
}

/** Says what keeps a pair from being used at all; empty when a server can be started with it. */
export function findPairProblems({ certificate, key }: CertificatePair): FieldError[] {
  const leaf = parseCertificate(certificate)
  const own = parseKey(key)
  const withoutKey = own.problem === undefined ? [] : [{ field: 'keyFile', message: own.problem }]
  if (!leaf) {
    const message = 'There is no certificate in PEM in it.'
    return [{ field: 'certificateFile', message }, ...withoutKey]
  }
  if (own.problem !== undefined) return withoutKey
  if (!leaf.checkPrivateKey(own.key)) {
    return [{ field: 'keyFile', message: 'This key does not belong to the first certificate.' }]
  }
  try {
    createSecureContext({ cert: certificate, key })
    return []
  } catch {
    const message = 'TLS does not take it: the chain is broken, or the key is too weak.'
    return [{ field: 'certificateFile', message }]
  }
}

/** Says why clients would refuse a certificate, though a server can be started with it. */
export function findValidityProblems(
  { certificate }: Pick<CertificatePair, 'certificate'>,
  host: string,
  now: number,
): FieldError[] {
  const leaf = new X509Certificate(certificate)
  const { validFrom, expiresAt, names } = toFacts(leaf)
  const messages = [
    expiresAt <= now && `It expired at ${new Date(expiresAt).toISOString()}.`,
    validFrom > now && `It is not valid before ${new Date(validFrom).toISOString()}.`,
    !covers(leaf, host) &&
      `It is for ${names.join(', ') || 'no host at all'}, and clients come by ${host}.`,
  ]
  return messages.flatMap((message) => (message ? [{ field: 'certificateFile', message }] : []))
}

/** Gives what may be told of the first certificate in a PEM text. */
export function showCertificate(certificate: string): CertificateFacts {
  return toFacts(new X509Certificate(certificate))
}

function toFacts(leaf: X509Certificate): CertificateFacts {
  return {
    subject: toName(leaf.subject),
    issuer: toName(leaf.issuer),
    names: (leaf.subjectAltName ?? '')
      .split(', ')
      .flatMap((name) => /^(?:DNS|IP Address):(.+)$/.exec(name)?.[1] ?? []),
    validFrom: Date.parse(leaf.validFrom),
    expiresAt: Date.parse(leaf.validTo),
    fingerprint: leaf.fingerprint256,
  }
}

/** Node writes a name as lines of `CN=…`; the common name is what people call it by. */
function toName(distinguishedName: string): string {
  return (
    /^CN=(.+)$/m.exec(distinguishedName ?? '')?.[1] ?? distinguishedName?.replace(/\n/g, ', ') ?? ''
  )
}

function covers(leaf: X509Certificate, host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '')
  // Clients have long stopped looking at the subject for a host (RFC 9525 §2).
  const found = isIP(name) === 0 ? leaf.checkHost(name, { subject: 'never' }) : leaf.checkIP(name)
  return found !== undefined
}

function parseCertificate(text: string): X509Certificate | undefined {
  try {
    return text.includes('-----BEGIN CERTIFICATE-----') ? new X509Certificate(text) : undefined
  } catch {
    return undefined
  }
}

function parseKey(text: string): { key: KeyObject; problem?: never } | { problem: string } {
  if (/-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(text)) {
    return { problem: 'The key is encrypted by a passphrase; store it without one.' }
  }
  try {
    return { key: createPrivateKey(text) }
  } catch {
    return { problem: 'There is no private key in PEM in it.' }
  }
}
