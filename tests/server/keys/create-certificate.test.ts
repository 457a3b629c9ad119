import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { toAddressBytes } from '#server/keys/to-address-bytes.ts'
import { type MadePair, makeAuthority } from '#support/make-certificate.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const authority = makeAuthority('Acme, "the" CA \u{1f600}')
const names = ['a.example', 'localhost', '127.0.0.1', '::1', '2001:db8::7', '127.255.0.9']

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'])
    return true
  } catch {
    return false
  }
})()

async function openssl(
  args: (file: (name: string, text: string) => Promise<string>) => Promise<string[]>,
) {
  const directory = await makeTempDirectory()
  onTestFinished(() => directory.remove())
  const keep = async (name: string, text: string) => {
    const file = join(directory.path, name)
    await writeFile(file, text)
    return file
  }
  return execFileSync('openssl', await args(keep), { encoding: 'utf8', stdio: 'pipe' })
}

const verify = (pair: MadePair, host: string) =>
  openssl(async (keep) => [
    ...['verify', '-x509_strict', '-purpose', 'sslserver', '-verify_hostname', host],
    ...['-CAfile', await keep('ca.pem', authority.certificate)],
    await keep('leaf.pem', pair.certificate),
  ])

describe('a certificate that we make', () => {
  it('is read back by Node as it was asked for', () => {
    const pair = authority.issue(names, { from: Date.UTC(2026, 0, 2), until: Date.UTC(2051, 2, 4) })
    const [leaf, root] = [pair.certificate, authority.certificate].map(
      (pem) => new X509Certificate(pem),
    )
    expect(leaf?.subjectAltName).toBe(
      'DNS:a.example, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:2001:DB8:0:0:0:0:0:7, IP Address:127.255.0.9',
    )
    expect([leaf?.ca, root?.ca]).toEqual([false, true])
    expect([leaf?.validFrom, leaf?.validTo].map((time) => Date.parse(time ?? ''))).toEqual([
      Date.UTC(2026, 0, 2),
      Date.UTC(2051, 2, 4),
    ])
    expect(leaf?.checkIssued(root as X509Certificate)).toBe(true)
    expect(leaf?.verify((root as X509Certificate).publicKey)).toBe(true)
    expect(leaf?.serialNumber).not.toBe(root?.serialNumber)
  })

  it.skipIf(!hasOpenssl)(
    'is accepted by OpenSSL at its strictest, for its host alone',
    async () => {
      const pair = authority.issue(['a.example', '127.0.0.1'])
      expect(await verify(pair, 'a.example')).toMatch(/leaf\.pem: OK/)
      await expect(verify(pair, 'b.example')).rejects.toThrow(/hostname mismatch/)
    },
  )

  it.skipIf(!hasOpenssl).each([
    ['another name', ['elsewhere.test']],
    ['another address', ['a.example', '10.0.0.1']],
  ])('is refused by OpenSSL for %s than its authority may sign for', async (_, others) => {
    const pair = authority.issue(others)
    await expect(verify(pair, others[0] ?? '')).rejects.toThrow(/permitted subtree violation/)
  })
})

describe('the bytes of an address', () => {
  it.each([
    ['127.0.0.1', '7f000001'],
    ['::', '00000000000000000000000000000000'],
    ['::1', '00000000000000000000000000000001'],
    ['fe80::', 'fe800000000000000000000000000000'],
    ['2001:DB8::a:0:0:1', '20010db800000000000a000000000001'],
    ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
    ['::ffff:192.0.2.1', '00000000000000000000ffffc0000201'],
  ])('%s', (address, hex) => {
    expect(toAddressBytes(address).toString('hex')).toBe(hex)
  })
})
