import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCertificate } from '#server/keys/create-certificate.ts'

const DAY_MS = 86_400_000

export interface MadeAuthority {
  readonly certificate: string
  /** Makes a certificate of the authority's and its key, both as PEM. */
  issue(names: readonly string[], times?: { from?: number; until?: number }): MadePair
}

export interface MadePair {
  readonly names: readonly string[]
  readonly certificate: string
  readonly key: string
}

/** Makes an authority that is trusted by nobody who was not told to. */
export function makeAuthority(name = 'Test authority'): MadeAuthority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signer = { name, key: own.privateKey }
  const now = Date.now()
  const certificate = createCertificate({
    ...{ subject: name, publicKey: own.publicKey, signer, serial: randomBytes(16) },
    ...{ validFrom: now - 10 * DAY_MS, expiresAt: now + 365 * DAY_MS },
    role: {
      kind: 'authority',
      names: ['localhost', 'example'],
      ranges: [{ address: '127.0.0.0', prefixBits: 8 }],
    },
  })
  return {
    certificate,
    issue(names, { from = now - DAY_MS, until = now + 30 * DAY_MS } = {}) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      return {
        names,
        certificate: createCertificate({
          ...{ subject: `Server ${names[0]}`, publicKey, signer, serial: randomBytes(16) },
          ...{ validFrom: from, expiresAt: until, role: { kind: 'server', names } },
        }),
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      }
    },
  }
}

/** Writes a pair as files, as an administrator does, and gives the settings that name them. */
export async function writePair(directory: string, { certificate, key }: MadePair) {
  const [certificateFile, keyFile] = [join(directory, 'chain.pem'), join(directory, 'key.pem')]
  await writeFile(certificateFile, certificate)
  await writeFile(keyFile, key)
  await chmod(keyFile, 0o600)
  return { kind: 'files', certificateFile, keyFile } as const
}
