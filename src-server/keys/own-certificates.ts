import {
  createPrivateKey,
  generateKeyPair as generateKeyPairWithCallback,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { promisify } from 'node:util'
import {
  AUTHORITY_LIFE_MS,
  isAddress,
  isFitAuthority,
  isFitCertificate,
  isPermitted,
  listCertificateNames,
  privateRanges,
  SERVER_LIFE_MS,
} from '#server/domain/decide-certificates.ts'
import type { StoredCertificate } from '#server/domain/model.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import type { CertificatePair } from './certificate-pair.ts'
import { type CertificateRole, createCertificate } from './create-certificate.ts'
import type { Vault } from './vault.ts'

const generateKeyPair = promisify(generateKeyPairWithCallback)

/** Clocks of clients may be behind ours. */
const BACKDATED_MS = 3_600_000

export interface OwnCertificateParts {
  readonly store: DoorwardStore
  readonly vault: Vault
  readonly now: () => number
}

/** The certificate authority of this installation, and the one certificate that it signs; their keys lie encrypted. */
export class OwnCertificates {
  readonly #parts: OwnCertificateParts

  constructor(parts: OwnCertificateParts) {
    this.#parts = parts
  }

  get authority(): StoredCertificate | undefined {
    return this.#parts.store.read.certificates.find('authority')
  }

  /** Makes the authority where there is none, or none that may sign for these hosts. */
  async ensureAuthority(
    chosen: readonly string[],
    addresses: readonly string[],
  ): Promise<StoredCertificate> {
    const known = this.authority
    if (known && isFitAuthority(known, chosen, this.#parts.now())) return known
    const { publicKey, privateKey } = await generateKeyPair('ec', { namedCurve: 'P-256' })
    // Two authorities of one name would be taken for each other.
    const name = `Doorward CA ${randomBytes(4).toString('hex')}`
    const hosts = ['localhost', ...chosen, ...addresses]
    const names = [...new Set(hosts.filter((host) => !isKnownRange(host)))]
    const role: CertificateRole = {
      kind: 'authority',
      names: names.filter((host) => !isAddress(host)),
      ranges: [...privateRanges, ...names.filter(isAddress).map(toSingle)],
    }
    return this.#make({ id: 'authority', name, names }, AUTHORITY_LIFE_MS, privateKey, (times) =>
      createCertificate({
        ...{ subject: name, publicKey, signer: { name, key: privateKey }, role, ...times },
        serial: randomBytes(16),
      }),
    )
  }

  /** Gives the certificate for these hosts and its key, made anew when it would soon end or is `fresh`. */
  async pairFor(
    chosen: readonly string[],
    addresses: readonly string[],
    fresh: boolean,
  ): Promise<CertificatePair> {
    const { store, now } = this.#parts
    const before = this.authority
    const authority = await this.ensureAuthority(chosen, addresses)
    const names = listCertificateNames(chosen, addresses).filter((name) =>
      isPermitted(name, authority),
    )
    const known = store.read.certificates.find('server')
    const isSame = before?.certificate === authority.certificate
    if (known && isSame && !fresh && isFitCertificate(known, names, now())) {
      return { certificate: known.certificate, key: toPem(this.#openKey(known)) }
    }
    return this.#issue(names, authority)
  }

  async #issue(names: readonly string[], authority: StoredCertificate): Promise<CertificatePair> {
    const { publicKey, privateKey } = await generateKeyPair('ec', { namedCurve: 'P-256' })
    const signer = { name: authority.name, key: this.#openKey(authority) }
    // One that looked like a host would have to be among the names.
    const name = 'Doorward server'
    const made = await this.#make(
      { id: 'server', name, names },
      SERVER_LIFE_MS,
      privateKey,
      (times) =>
        createCertificate({
          ...{ subject: name, publicKey, signer, role: { kind: 'server', names } },
          ...{ ...times, serial: randomBytes(16) },
        }),
    )
    return { certificate: made.certificate, key: toPem(privateKey) }
  }

  async #make(
    what: Pick<StoredCertificate, 'id' | 'name' | 'names'>,
    lifeMs: number,
    privateKey: KeyObject,
    create: (times: { validFrom: number; expiresAt: number }) => string,
  ): Promise<StoredCertificate> {
    const { store, vault, now } = this.#parts
    const createdAt = now()
    const expiresAt = createdAt + lifeMs
    const record: StoredCertificate = {
      ...what,
      certificate: create({ validFrom: createdAt - BACKDATED_MS, expiresAt }),
      privateKey: vault.seal(privateKey.export({ type: 'pkcs8', format: 'der' }), toLabel(what.id)),
      ...{ createdAt, expiresAt },
    }
    await store.change((tx) => tx.certificates.put(record))
    return record
  }

  #openKey({ id, privateKey }: StoredCertificate): KeyObject {
    const der = this.#parts.vault.open(privateKey, toLabel(id))
    return createPrivateKey({ key: der, type: 'pkcs8', format: 'der' })
  }
}

/** The label under which a certificate's key is sealed. */
function toLabel(id: StoredCertificate['id']): string {
  return `certificate:${id}`
}

function isKnownRange(host: string): boolean {
  return isAddress(host) && isPermitted(host, { names: [] })
}

function toSingle(address: string) {
  return { address, prefixBits: address.includes(':') ? 128 : 32 }
}

function toPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}
