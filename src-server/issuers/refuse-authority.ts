import { X509Certificate } from 'node:crypto'

/** Tells why a PEM text cannot be an issuer's certificate authority; undefined when it can. */
export function refuseAuthority(pem: string): string | undefined {
  if (pem.includes('PRIVATE KEY')) return 'it holds a private key; paste certificates only'
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  if (!blocks) return 'it holds no PEM certificate'
  return blocks.every(isCertificate) ? undefined : 'it holds a certificate that cannot be read'
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined
  } catch {
    // The caller says which text cannot be read.
    return false
  }
}
