import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { isIP } from 'node:net'
import {
  bitString,
  type Der,
  explicit,
  implicit,
  integer,
  objectId,
  octetString,
  sequence,
  set,
  time,
  trueValue,
  utf8,
} from './der.ts'
import { toAddressBytes } from './to-address-bytes.ts'

/** Addresses with the bits that count, such as 10.0.0.0 and 255.0.0.0. */
export interface AddressRange {
  readonly address: string
  readonly prefixBits: number
}

export type CertificateRole =
  /** May sign certificates for these names, what is below them, and these addresses, and no others. */
  | {
      readonly kind: 'authority'
      readonly names: readonly string[]
      readonly ranges: readonly AddressRange[]
    }
  | { readonly kind: 'server'; readonly names: readonly string[] }

export interface CertificateRequest {
  readonly subject: string
  readonly publicKey: KeyObject
  /** An EC key on P-256. */
  readonly signer: { readonly name: string; readonly key: KeyObject }
  /** 16 random bytes. */
  readonly serial: Uint8Array
  readonly validFrom: number
  readonly expiresAt: number
  readonly role: CertificateRole
}

/** Makes a certificate (RFC 5280) as PEM, signed with ECDSA and SHA-256. */
export function createCertificate(request: CertificateRequest): string {
  const { signer, publicKey, role } = request
  const keyInfo = publicKey.export({ type: 'spki', format: 'der' })
  const content = sequence(
    explicit(0, integer(Buffer.of(2))),
    integer(toSerial(request.serial)),
    algorithm,
    toName(signer.name),
    sequence(time(request.validFrom), time(request.expiresAt)),
    toName(request.subject),
    keyInfo,
    explicit(3, sequence(...listExtensions(role, keyInfo, signer.key))),
  )
  const signature = sign('sha256', content, { key: signer.key, dsaEncoding: 'der' })
  return toPem(sequence(content, algorithm, bitString(signature)))
}

const algorithm = sequence(objectId('1.2.840.10045.4.3.2'))

/** Positive, as RFC 5280 §4.1.2.2 demands, and of the same length always. */
function toSerial(random: Uint8Array): Uint8Array {
  return Uint8Array.from(random, (byte, index) => (index === 0 ? (byte & 0x3f) | 0x40 : byte))
}

function toName(commonName: string): Der {
  return sequence(set(sequence(objectId('2.5.4.3'), utf8(commonName))))
}

function listExtensions(role: CertificateRole, keyInfo: Buffer, signer: KeyObject): Der[] {
  const signerInfo = createPublicKey(signer).export({ type: 'spki', format: 'der' })
  const keyIds = [
    extension('2.5.29.14', octetString(toKeyId(keyInfo))),
    extension('2.5.29.35', sequence(implicit(0, toKeyId(signerInfo)))),
  ]
  if (role.kind === 'server') {
    return [
      critical('2.5.29.19', sequence()),
      critical('2.5.29.15', bitString(Buffer.of(0x80), 7)),
      extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.17', sequence(...role.names.map(toGeneralName))),
      ...keyIds,
    ]
  }
  return [
    // It signs servers' certificates and no further authorities.
    critical('2.5.29.19', sequence(trueValue(), integer(Buffer.of(0)))),
    critical('2.5.29.15', bitString(Buffer.of(0x06), 1)),
    critical('2.5.29.30', sequence(explicit(0, ...listSubtrees(role)))),
    ...keyIds,
  ]
}

function listSubtrees({ names, ranges }: CertificateRole & { kind: 'authority' }): Der[] {
  return [
    ...names.map((name) => sequence(toGeneralName(name))),
    ...ranges.map(({ address, prefixBits }) => {
      const bytes = toAddressBytes(address)
      return sequence(implicit(7, Buffer.concat([bytes, toMask(bytes.length, prefixBits)])))
    }),
  ]
}

/** A host name or an address (RFC 5280 §4.2.1.6). */
function toGeneralName(name: string): Der {
  return isIP(name) === 0
    ? implicit(2, Buffer.from(name, 'ascii'))
    : implicit(7, toAddressBytes(name))
}

function toMask(length: number, prefixBits: number): Buffer {
  const bits = Array.from({ length }, (_, index) =>
    Math.min(Math.max(prefixBits - index * 8, 0), 8),
  )
  return Buffer.from(bits.map((count) => 0xff & (0xff << (8 - count))))
}

function extension(id: string, value: Der): Der {
  return sequence(objectId(id), octetString(value))
}

function critical(id: string, value: Der): Der {
  return sequence(objectId(id), trueValue(), octetString(value))
}

/** The first 160 bits of the SHA-256 of the key (RFC 7093 §2). */
function toKeyId(keyInfo: Buffer): Buffer {
  return createHash('sha256').update(keyInfo).digest().subarray(0, 20)
}

function toPem(der: Der): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
