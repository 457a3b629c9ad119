import { rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { aDataDirectory, inDirectory, runToEnd, startHeadless } from '#support/headless-process.ts'
import { makeAuthority, writePair } from '#support/make-certificate.ts'
import { sendSecure } from '#support/send-secure.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const authority = makeAuthority()

async function someFiles(pair = authority.issue(['127.0.0.1', 'door.example'])) {
  const directory = await makeTempDirectory()
  onTestFinished(() => directory.remove())
  const { certificateFile, keyFile } = await writePair(directory.path, pair)
  const env = { DOORWARD_TLS_CERT_FILE: certificateFile, DOORWARD_TLS_KEY_FILE: keyFile }
  return { certificateFile, keyFile, env }
}

const quiet = async () => ({
  ...inDirectory(await aDataDirectory()),
  DOORWARD_LOG_LEVEL: 'error',
})

describe('the headless server with TLS', () => {
  it('takes a certificate from files, and says its https address when it is ready', async () => {
    const { env } = await someFiles()
    const server = await startHeadless({ env: { ...(await quiet()), ...env } })

    expect(server.output.stdout).toMatch(/^doorward ready url=(https:\S+) issuer=\1 /)
    const answer = await sendSecure(`${server.url}/healthz`, { trust: authority.certificate })
    expect(answer.status).toBe(200)
    expect((await server.stop('SIGTERM')).code).toBe(0)
  })

  it('stops in good order though somebody connected and never shook hands', async () => {
    const { env } = await someFiles()
    const server = await startHeadless({ env: { ...(await quiet()), ...env } })
    const silent = connect(Number(new URL(server.url).port), '127.0.0.1')
    onTestFinished(() => void silent.destroy())
    await new Promise((resolve) => silent.once('connect', resolve))
    await sendSecure(`${server.url}/healthz`, { trust: authority.certificate })

    expect((await server.stop('SIGTERM')).code).toBe(0)
  })

  it('ends with 2 and one clear line where a setting cannot be used', async () => {
    const { env, certificateFile } = await someFiles()
    const other = await someFiles()
    const wrong: readonly (readonly [Record<string, string>, readonly string[], RegExp])[] = [
      [{}, ['--tls-cert-file', certificateFile], /needs both/],
      [{ ...env, DOORWARD_TLS_KEY_FILE: other.keyFile }, [], /does not belong.*--tls none/],
      [{ ...env, DOORWARD_TLS_CERT_FILE: '/nowhere.pem' }, [], /DOORWARD_TLS_CERT_FILE.*not there/],
      [env, ['--public-url', 'http://localhost:7420'], /public URL .* is http/],
      [{ DOORWARD_TLS: 'yes' }, [], /DOORWARD_TLS="yes"/],
    ]
    for (const [more, args, words] of wrong) {
      const exit = await runToEnd({ args, env: { ...(await quiet()), ...more } })
      expect(exit.stderr).toMatch(words)
      expect(exit.stderr).toMatch(/^doorward: [^\n]+\n$/)
      expect([exit.code, exit.stdout]).toEqual([2, ''])
    }
  })

  it('ends with 1 where what is stored cannot be used any more, and lets one in without', async () => {
    const env = await quiet()
    const first = await startHeadless({ env })
    const { certificateFile, keyFile } = await someFiles()
    const { body } = await first.api('GET', '/server/listening')
    const saved = await first.api('PATCH', '/server/listening', {
      ...{ version: body.version, newIssuer: true, publicUrl: 'https://door.example' },
      tls: { kind: 'files', certificateFile, keyFile },
    })
    expect(saved.status).toBe(200)
    await first.stop('SIGTERM')
    await rm(keyFile)

    const exit = await runToEnd({ env })
    expect(exit.code).toBe(1)
    expect(exit.stderr).toMatch(/^doorward: TLS, as the stored settings ask for it.*--tls none/)
    const back = await startHeadless({ env, args: ['--tls', 'none'] })
    expect(back.url).toMatch(/^http:/)
    const restored = await back.api('GET', '/server/listening')
    expect(restored.body).toMatchObject({ setBy: { tls: '--tls' }, now: { tls: { kind: 'none' } } })
  })
})
