import { readFile } from 'node:fs/promises'
import { createRemoteJWKSet, customFetch as fetchForJose, jwtVerify } from 'jose'
import { clientCredentialsGrant, customFetch, discovery } from 'openid-client'
import { describe, expect, it } from 'vitest'
import { aDataDirectory, inDirectory, startHeadless } from '#support/headless-process.ts'
import { browserPath } from '#support/launch-browser.ts'
import { openPage } from '#support/open-browser.ts'
import { sendSecure } from '#support/send-secure.ts'

const SIGN_IN = /http\S+#sign-in=\S+/

interface Asked {
  readonly method?: string | undefined
  readonly headers?: Headers | Record<string, string> | undefined
  readonly body?: unknown
}

/** Fetches as a client does that was told to trust one authority. */
function trusting(trust: string) {
  return async (url: string, asked: Asked) => {
    const { status, text, headers } = await sendSecure(url, {
      ...{ trust, method: asked.method ?? 'GET' },
      headers: Object.fromEntries(new Headers(asked.headers)),
      ...(asked.body ? { body: String(asked.body) } : {}),
    })
    return new Response(text, { status, headers })
  }
}

describe.skipIf(browserPath === undefined)('TLS by certificates of our own', () => {
  it('is turned on in the window, and holds for browsers and clients from the restart on', async () => {
    const env = inDirectory(await aDataDirectory())
    const first = await startHeadless({ args: ['--sign-in-link'], env })
    const before = await openPage()
    await before.page.goto(SIGN_IN.exec(first.output.stdout)?.[0] ?? '')
    await before.page.getByRole('link', { name: 'Server', exact: true }).click()
    await before.page.getByLabel('Certificate', { exact: true }).selectOption('own')
    await before.page.getByRole('button', { name: 'Save' }).last().click()
    await before.page.getByText('waits for a restart').waitFor()
    const downloading = before.page.waitForEvent('download')
    await before.page.getByRole('button', { name: 'Download CA certificate' }).click()
    const trust = await readFile(await (await downloading).path(), 'utf8')
    const { body } = await first.api('POST', '/service-accounts', {
      ...{ name: 'deployer', clientCredentials: { enabled: true } },
    })
    expect(before.complaints).toEqual([])
    expect((await first.stop('SIGTERM')).code).toBe(0)

    const second = await startHeadless({ args: ['--sign-in-link'], env })
    expect([second.url.slice(0, 8), second.issuer]).toEqual(['https://', second.url])
    const options = { [customFetch]: trusting(trust) }
    const { clientId, clientSecret } = body.clientCredentials
    const issuer = new URL(second.issuer)
    const client = await discovery(issuer, clientId, clientSecret, undefined, options)
    const { access_token } = await clientCredentialsGrant(client)
    const { jwks_uri = '' } = client.serverMetadata()
    const keys = createRemoteJWKSet(new URL(jwks_uri), {
      [fetchForJose]: trusting(trust),
    })
    const { payload } = await jwtVerify(access_token, keys, { issuer: second.issuer })
    expect(payload.sub).toBe(clientId)

    const after = await openPage({ ignoreHTTPSErrors: true })
    await after.page.goto(SIGN_IN.exec(second.output.stdout)?.[0] ?? '')
    await after.page.getByRole('heading', { name: 'Home' }).waitFor()
    expect(await after.context.cookies()).toMatchObject([{ secure: true, httpOnly: true }])
    await after.page.goto(`${second.url}/server`)
    await after.page
      .getByText(/^Doorward CA [0-9a-f]{8}$/)
      .first()
      .waitFor()
    await after.page.getByRole('button', { name: 'Renew certificate' }).click()
    await after.page.getByText('New connections get the certificate').waitFor()
    expect((await sendSecure(`${second.url}/healthz`, { trust })).status).toBe(200)
    expect(await after.page.getByText('waits for a restart').count()).toBe(0)
    expect(after.complaints).toEqual([])
  })

  it('refuses a browser that does not know the authority', async () => {
    const env = { ...inDirectory(await aDataDirectory()), DOORWARD_TLS: 'own' }
    const server = await startHeadless({ env })
    const { page } = await openPage()
    await expect(page.goto(server.url)).rejects.toThrow(/ERR_CERT_AUTHORITY_INVALID/)
  })
})
