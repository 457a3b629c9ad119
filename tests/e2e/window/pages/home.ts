import type { HeadlessProcess } from '#support/headless-process.ts'
import type { Room } from './room.ts'

export const home: Room = {
  fill: useTokens,
  places: [
    { name: 'home-first', path: '/' },
    {
      name: 'home',
      path: '/',
      prepare: async (page, server) => {
        await getToken(server)
        await page.getByText('The first token was issued.').waitFor()
        await page.reload()
        await page.getByRole('img', { name: /^Tokens issued and refused/ }).waitFor()
      },
    },
    {
      name: 'home-table',
      path: '/',
      prepare: async (page) => {
        await page.getByText('Show as a table').click()
        await page.getByRole('table', { name: 'Tokens over time' }).scrollIntoViewIfNeeded()
      },
    },
  ],
}

/** Refusals with and without an attempt; a token comes later. */
async function useTokens(server: HeadlessProcess): Promise<void> {
  for (const secret of ['not-it', 'nor-this']) {
    await server.token({
      grant_type: 'client_credentials',
      client_id: 'sa_unknown',
      client_secret: secret,
    })
  }
}

async function getToken(server: HeadlessProcess): Promise<void> {
  const { body } = await server.api('POST', '/service-accounts', {
    group: 'acme',
    name: 'first',
    clientCredentials: { enabled: true },
  })
  const { clientId, clientSecret } = body.clientCredentials
  for (let count = 0; count < 7; count += 1) {
    await server.token({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    })
  }
}
