import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { exchange } from '#support/exchange.ts'
import type { HeadlessProcess } from '#support/headless-process.ts'
import { createPastedIssuer } from '#support/pasted-issuer.ts'
import { OUR_AUDIENCE } from '#support/third-party-issuer.ts'
import type { Room } from './room.ts'

const PIPELINE = 'acme/platform/pipeline'

export const attempts: Room = {
  fill: fillAttempts,
  places: [
    { name: 'attempts', path: '/attempts' },
    { name: 'attempt', path: '/attempts', prepare: (page) => open(page, 'claims do not fit') },
    {
      name: 'attempt-audience',
      path: '/attempts',
      prepare: (page) => open(page, 'wrong audience'),
    },
    { name: 'attempt-expired', path: '/attempts', prepare: (page) => open(page, 'token expired') },
    { name: 'attempt-issuer', path: '/attempts', prepare: (page) => open(page, 'issuer not tru') },
    { name: 'attempt-again', path: '/attempts', prepare: testAgain },
  ],
}

/** Refusals of every common kind, and one that was let in. */
export async function fillAttempts(server: HeadlessProcess): Promise<void> {
  const issuer = await createPastedIssuer({ label: 'Build farm' })
  const policy = (name: string, boundClaims: object) => ({
    ...{ name, audience: OUR_AUDIENCE, boundClaims },
    ...{ issuer: issuer.url, issuerSettings: issuer.settings },
  })
  const { status, text } = await server.api('POST', '/service-accounts', {
    ...{ group: 'acme/platform', name: 'pipeline', description: 'Releases the app' },
    trustPolicies: [
      policy('Release from a tag', { project_id: '20', ref_type: 'tag' }),
      policy('Deploy main', { project_id: '20', ref: 'main', environment: 'production' }),
    ],
  })
  expect(status, text).toBe(201)

  const send = async (claims: object) =>
    exchange(server, await issuer.sign(claims), { client_id: PIPELINE })
  const job = { project_id: '20', ref: 'main', environment: 'production', sub: 'acme/app' }
  const now = Math.floor(Date.now() / 1000)
  await send({ ...job, jti: 'let-in' })
  await send({ ...job, jti: 'let-in' })
  await send({ ...job, iat: now - 4000, exp: now - 3700 })
  await send({ ...job, aud: 'https://vault.acme.example' })
  for (let count = 0; count < 3; count += 1) {
    await send({ ...job, environment: 'Production' })
  }
}

async function open(page: Page, stage: string): Promise<void> {
  await page.getByText(`Refused: ${stage}`).first().click()
  await page.getByRole('heading', { name: 'The token itself' }).waitFor()
}

async function testAgain(page: Page): Promise<void> {
  await open(page, 'token used before')
  await page.getByRole('button', { name: 'Test again' }).click()
  await page.getByText('As the policies are now').waitFor()
}
