import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { expect } from 'vitest'
import { type Caller, postForm, toForm } from '#support/caller.ts'
import type { HeadlessProcess } from '#support/headless-process.ts'
import { type Holding, keepNewest } from '#support/holding.ts'

/** How many of each kind are looked at each time; the newest are what a crash would take. */
const LOOKED_AT = 6

/** Compares what a server says with everything that it has acknowledged to a caller. */
export async function checkHoldings(server: HeadlessProcess, caller: Caller): Promise<void> {
  await caller.settle(server)
  const { holdings } = caller
  const listed = await listPaths(server, `${caller.name}-`)
  expect(listed.sort()).toEqual([...holdings.accounts.keys()].sort())
  for (const held of holdings.accounts.values()) await checkAccount(server, held)
  for (const path of keepNewest(holdings.deleted, LOOKED_AT)) {
    expect((await server.api('GET', `/service-accounts/${path}`)).status, path).toBe(404)
  }
  holdings.spent = keepNewest(holdings.spent, LOOKED_AT)
  for (const form of holdings.spent) {
    expect((await server.token(form)).status, 'a token that was used').toBe(400)
  }
  holdings.issued = keepNewest(holdings.issued, LOOKED_AT)
  await checkIssued(server, holdings.issued)
  await checkRevoked(server, caller)
}

async function checkAccount(server: HeadlessProcess, held: Holding): Promise<void> {
  const { status, body } = await server.api('GET', `/service-accounts/${held.path}`)
  const { id, path, description, disabled } = held
  expect([status, body]).toMatchObject([200, { id, path, description, disabled }])
  const works = disabled ? 401 : 200
  for (const secret of held.live) {
    expect((await server.token(toForm(id, secret))).status, `${path}: live secret`).toBe(works)
  }
  held.dead = keepNewest(held.dead, LOOKED_AT)
  for (const secret of held.dead) {
    expect((await server.token(toForm(id, secret))).status, `${path}: dead secret`).toBe(401)
  }
  for (const value of held.tokens.values()) {
    expect(await callWith(server, value), `${path}: live token`).toBe(works)
  }
  held.deadTokens = keepNewest(held.deadTokens, LOOKED_AT)
  for (const value of held.deadTokens) {
    expect(await callWith(server, value), `${path}: deleted token`).toBe(401)
  }
}

async function callWith(server: HeadlessProcess, value: string): Promise<number> {
  const headers = { authorization: `Bearer ${value}` }
  return (await fetch(`${server.url}/api/v1/whoami`, { headers })).status
}

/** A token that was issued can be verified as long as it lives, whatever happened to the server. */
async function checkIssued(server: HeadlessProcess, tokens: readonly string[]): Promise<void> {
  const keys = createLocalJWKSet(await (await fetch(`${server.url}/.well-known/jwks.json`)).json())
  for (const token of tokens) {
    const { iat = 0, exp = 0 } = decodeJwt(token)
    if (exp * 1000 < Date.now()) continue // its key may have gone with it
    await jwtVerify(token, keys, { currentDate: new Date(iat * 1000) })
  }
}

async function checkRevoked(server: HeadlessProcess, { holdings }: Caller): Promise<void> {
  holdings.revoked = keepNewest(holdings.revoked, LOOKED_AT)
  for (const { token, owner } of holdings.revoked) {
    const held = holdings.accounts.get(owner)
    const secret = held?.live[0]
    if (!held || held.disabled || secret === undefined) continue
    const answer = await postForm(server, '/oauth/introspect', {
      ...toForm(held.id, secret),
      token,
    })
    expect(answer.body, `${owner}: revoked token`).toEqual({ active: false })
  }
}

async function listPaths(server: HeadlessProcess, prefix: string): Promise<string[]> {
  const { status, body } = await server.api(
    'GET',
    `/service-accounts?limit=100&search=${encodeURIComponent(prefix)}`,
  )
  expect([status, body.nextCursor]).toEqual([200, null])
  return body.items
    .map((account: { path: string }) => account.path)
    .filter((path: string) => path.startsWith(prefix))
}
