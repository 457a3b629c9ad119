import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  aDataDirectory,
  type HeadlessProcess,
  inDirectory,
  startHeadless,
} from '#support/headless-process.ts'
import { browserPath } from '#support/launch-browser.ts'
import { openPage } from '#support/open-browser.ts'
import {
  OUR_AUDIENCE,
  startThirdPartyIssuer,
  type ThirdPartyIssuer,
} from '#support/third-party-issuer.ts'

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token'

describe.skipIf(browserPath === undefined)('a refused pipeline', () => {
  it('appears with what did not fit, and gets in by a policy made from that', async () => {
    const issuer = await startThirdPartyIssuer()
    onTestFinished(() => issuer.close())
    const server = await startHeadless({
      args: ['--sign-in-link'],
      env: inDirectory(await aDataDirectory()),
    })
    const account = await createAccount(server, issuer)
    const { page, complaints } = await openPage({ origin: server.url })
    await page.goto(/http\S+#sign-in=\S+/.exec(server.output.stdout)?.[0] ?? '')
    await page.getByRole('link', { name: 'Attempts' }).click()
    await page.getByText('No attempt is kept that fits.').waitFor()

    const refused = await exchange(server, account.id, issuer)
    expect(refused.body).toMatchObject({ error: 'invalid_request' })
    await page.getByText('Refused: claims do not fit').click()
    const trace = page.getByRole('table', { name: 'Checks of Main' })
    expect(await trace.getByRole('row', { name: /project_id/ }).textContent()).toMatch(
      /Does not fit.*"20".*"21"/,
    )
    await page.getByRole('link', { name: 'Make a policy from this' }).click()
    await refuseTooWide(page)
    await page.getByRole('button', { name: 'Save trust policy' }).click()
    await page.getByRole('heading', { name: 'deployer' }).waitFor()

    const accepted = await exchange(server, account.id, issuer)
    expect(accepted.body).toMatchObject({ access_token: expect.any(String) })
    await page.getByRole('link', { name: 'Attempts' }).click()
    await page.getByRole('gridcell', { name: 'Accepted' }).first().waitFor()
    expect(complaints).toEqual([])
  })
})

/** Takes the claims away from the proposal, is told what is wrong, and puts one back. */
async function refuseTooWide(page: Page): Promise<void> {
  const claim = page.getByLabel('Claim 1', { exact: true })
  await claim.waitFor()
  const remove = page.getByRole('button', { name: 'Remove claim 2' })
  while ((await remove.count()) > 0) await remove.click()
  await claim.fill('ref')
  await page.getByLabel('Value of claim 1').fill('main')
  await page.getByText(/too many tokens of the issuer may fit/).waitFor()
  await page.getByRole('button', { name: 'Save trust policy' }).click()
  await page.getByText('The trust policy would let too many tokens in').waitFor()
  await claim.fill('project_id')
  await page.getByLabel('Value of claim 1').fill('21')
}

async function createAccount(server: HeadlessProcess, issuer: ThirdPartyIssuer) {
  const { status, body } = await server.api('POST', '/service-accounts', {
    name: 'deployer',
    trustPolicies: [
      {
        name: 'Main',
        issuer: issuer.url,
        issuerSettings: { allowPrivateNetwork: true },
        audience: OUR_AUDIENCE,
        boundClaims: { project_id: '20' },
      },
    ],
  })
  expect(status).toBe(201)
  return body
}

async function exchange(server: HeadlessProcess, account: string, issuer: ThirdPartyIssuer) {
  const claims = { project_id: '21', ref: 'main' }
  return server.token({
    grant_type: EXCHANGE,
    client_id: account,
    subject_token: await issuer.issueIdToken({ audience: OUR_AUDIENCE, claims }),
    subject_token_type: ID_TOKEN,
  })
}
