import { afterAll, describe, expect, it } from 'vitest'
import { toInstant } from '#server/domain/times.ts'
import {
  asBasic,
  asBearer,
  createGroups,
  createPerson,
  createRobot,
  encode,
  must,
} from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { runCurl } from '#support/run-curl.ts'
import { startTestServer } from '#support/start-test-server.ts'

const MINUTE = 60_000
const YEAR = 365 * 86_400_000

let ahead = 0
const now = () => Date.now() + ahead
const server = await startTestServer({ now })
afterAll(() => server.close())
await createGroups(server, 'acme', 'acme/platform', 'acme/other')

const inMs = (ms: number) => toInstant(now() + ms)

/** Lets time pass for the server alone. */
const pass = (ms: number) => {
  ahead += ms
}

interface Issued {
  readonly token: { readonly id: string; readonly [field: string]: unknown }
  readonly value: string
}

let count = 0

/** Creates a token as the administrator; an API token unless told otherwise. */
function aToken(owner: { account: string } | { user: string }, more: object = {}): Promise<Issued> {
  count += 1
  return must(server, 'POST', '/tokens', {
    name: `token-${count}`,
    intent: 'api',
    ...owner,
    ...more,
  })
}

const anAccount = (group = 'acme/platform') => createAccount(server, { group })

async function whoamiStatus(value: string): Promise<number> {
  return (await asBearer(server, value)('GET', '/whoami')).status
}

async function passwordStatus(name: string, value: string): Promise<number> {
  return (await asBasic(server, name, value)('GET', '/whoami')).status
}

/** Lists the actions on a token that the audit log holds, oldest first. */
async function listActions(id: string): Promise<readonly string[]> {
  const { items } = await must(server, 'GET', `/audit/events?target=${id}`)
  return items.map((e: { action: string; result: string }) => `${e.action} ${e.result}`).reverse()
}

describe('the expiry of a named token', () => {
  it.each([
    ['api', 30 * MINUTE],
    ['app_password', YEAR],
  ])('of intent %s is %i ms away unless another is asked for', async (intent, lifetime) => {
    const { id } = await anAccount()
    const { token } = await aToken({ account: id }, { intent })

    const createdAt = Date.parse(String(token.createdAt))
    expect(Date.parse(String(token.expiresAt)) - createdAt).toBe(lifetime)
    expect(Math.abs(createdAt - now())).toBeLessThan(MINUTE)
  })

  it.each(['api', 'app_password'])('of intent %s may be never', async (intent) => {
    const account = await anAccount()
    const { token, value } = await aToken({ account: account.id }, { intent, expiresAt: null })
    const before = ahead
    pass(20 * YEAR)
    const status =
      intent === 'api' ? await whoamiStatus(value) : await passwordStatus(account.path, value)
    ahead = before

    expect(token.expiresAt).toBeNull()
    expect(status).toBe(200)
  })

  it.each([
    ['2089-02-18T00:00:00Z', '2089-02-18T00:00:00Z'],
    ['2089-02-18T00:00:00.123Z', '2089-02-18T00:00:00.123Z'],
    ['2089-02-18T02:30:00+02:30', '2089-02-18T00:00:00Z'],
  ])('%s is stored and answered as that very instant', async (expiresAt, instant) => {
    const { id } = await anAccount()
    const { token } = await aToken({ account: id }, { expiresAt })

    expect(token.expiresAt).toBe(instant)
    expect((await must(server, 'GET', `/tokens/${token.id}`)).expiresAt).toBe(instant)
    const { items } = await must(server, 'GET', `/tokens?account=${id}`)
    expect(items[0].expiresAt).toBe(instant)
  })

  it('may not be past, and nothing is created then', async () => {
    const { id } = await anAccount()
    const body = { name: 'late', account: id, intent: 'api', expiresAt: inMs(-1) }
    const answer = await server.api('POST', '/tokens', body)

    expectProblem(answer, 400, 'expiry_out_of_range')
    expect(refusedFields(answer)).toEqual(['expiresAt'])
    expect((await must(server, 'GET', `/tokens?account=${id}`)).items).toEqual([])
  })

  it('ends the token when it comes', async () => {
    const { id } = await anAccount()
    const { value } = await aToken({ account: id }, { expiresAt: inMs(5 * MINUTE) })

    expect(await whoamiStatus(value)).toBe(200)
    pass(5 * MINUTE)
    expect(await whoamiStatus(value)).toBe(401)
  })
})

describe('the value of a named token', () => {
  it('is shown once; afterwards only its hint', async () => {
    const { id } = await anAccount()
    const { token, value } = await aToken({ account: id })
    const answers = await Promise.all([
      server.api('GET', `/tokens/${token.id}`),
      server.api('GET', `/tokens?account=${id}`),
      server.api('GET', `/audit/events?target=${token.id}`),
    ])

    expect(value).toMatch(/^dwat_/)
    expect(answers[0]?.body).toEqual(token)
    const random = value.slice(value.lastIndexOf('_') + 1)
    for (const { status, text } of answers) {
      expect(status).toBe(200)
      expect(text).toContain(token.id)
      expect(text).not.toContain(value)
      expect(text).not.toContain(random)
    }
    expect(answers[0]?.body).not.toHaveProperty('hash')
    expect(server.log.join('\n')).not.toContain(value)
  })

  it.each([
    ['cut', (value: string) => value.slice(0, -1)],
    ['changed', (value: string) => value.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))],
    ['of another intent', (value: string) => value.replace('dwat_', 'dwap_')],
    ['followed by more', (value: string) => `${value}a`],
  ])('is refused when it is %s', async (_, change) => {
    const { id } = await anAccount()
    const { value } = await aToken({ account: id })

    expect(await whoamiStatus(value)).toBe(200)
    expect(await whoamiStatus(change(value))).toBe(401)
  })

  it('does not fit another token of the same account', async () => {
    const { id } = await anAccount()
    const [one, two] = [await aToken({ account: id }), await aToken({ account: id })]
    await must(server, 'DELETE', `/tokens/${one.token.id}`)

    expect(await whoamiStatus(one.value)).toBe(401)
    expect(await whoamiStatus(two.value)).toBe(200)
  })
})

describe('listing named tokens', () => {
  const idsOf = async (query: string) =>
    (await must(server, 'GET', `/tokens?limit=100&${query}`)).items.map(
      ({ id }: { id: string }) => id,
    )

  it('gives those of one account or person, newest first', async () => {
    const account = await anAccount()
    const person = await createPerson(server)
    const one = await aToken({ account: account.id })
    const two = await aToken({ account: account.path })
    const theirs = await aToken({ user: person.email })

    expect(await idsOf(`account=${account.id}`)).toEqual([two.token.id, one.token.id])
    expect(await idsOf(`account=${encode(account.path)}`)).toEqual([two.token.id, one.token.id])
    const ofPerson = await idsOf(`user=${encode(person.email)}`)
    expect(ofPerson).toHaveLength(2)
    expect(ofPerson[0]).toBe(theirs.token.id)
  })

  it('gives those of system accounts only, when asked', async () => {
    const grouped = await aToken({ account: (await anAccount()).id })
    const root = await aToken({ account: (await createAccount(server)).id })
    const builtIn = await aToken({ account: 'viewer' })
    const person = await createPerson(server)
    const theirs = await aToken({ user: person.id })
    const ids = await idsOf('system=true')

    expect(ids).toEqual(expect.arrayContaining([builtIn.token.id, root.token.id]))
    expect(ids).not.toContain(grouped.token.id)
    expect(ids).not.toContain(theirs.token.id)
    expect(await idsOf('')).toEqual(expect.arrayContaining([grouped.token.id, theirs.token.id]))
  })

  it('gives a member of a group only what belongs there', async () => {
    const inside = await aToken({ account: (await anAccount('acme/platform')).id })
    const outside = await aToken({ account: (await anAccount('acme/other')).id })
    const person = await createPerson(server, { 'acme/platform': 'viewer' })
    const { body } = await person.call('GET', '/tokens?limit=100')
    const ids = body.items.map(({ id }: { id: string }) => id)

    expect(ids).toContain(inside.token.id)
    expect(ids).not.toContain(outside.token.id)
    expectProblem(await person.call('GET', `/tokens/${outside.token.id}`), 404, 'not_found')
  })
})

describe('creating a named token', () => {
  it('refuses a name that the owner has already, but not one of somebody else', async () => {
    const [one, other] = [await anAccount(), await anAccount()]
    await aToken({ account: one.id }, { name: 'ci' })
    const body = { name: 'ci', account: one.id, intent: 'app_password' }
    const answer = await server.api('POST', '/tokens', body)

    expectProblem(answer, 409, 'name_taken')
    expect(refusedFields(answer)).toEqual(['name'])
    await aToken({ account: other.id }, { name: 'ci' })
  })

  it.each([
    ['neither an account nor a user', {}, 'account'],
    ['both', { account: 'viewer', user: 'x@acme.example' }, 'account'],
    ['an intent that there is not', { account: 'viewer', intent: 'root' }, 'intent'],
    ['no permission at all', { account: 'viewer', permissions: [] }, 'permissions'],
    ['no namespace at all', { account: 'viewer', namespaces: [] }, 'namespaces'],
    ['a field that there is not', { account: 'viewer', value: 'dwat_mine' }, 'value'],
    ['an expiry without a zone', { account: 'viewer', expiresAt: '2089-02-18' }, 'expiresAt'],
  ])('refuses %s', async (_, more, field) => {
    const body = { name: 'bad', intent: 'api', ...more }
    const answer = await server.api('POST', '/tokens', body)

    expectProblem(answer, 400, 'validation_failed')
    expect(refusedFields(answer)).toContain(field)
  })

  it.each(['doorward-window', 'doorward-notifier'])('gives %s none', async (account) => {
    const body = { name: 'inside', account, intent: 'api' }
    expectProblem(await server.api('POST', '/tokens', body), 403, 'read_only')
    expect((await must(server, 'GET', `/tokens?account=${account}`)).items).toEqual([])
  })

  it('gives the built-in admin one that may do everything', async () => {
    const { value, token } = await aToken({ account: 'admin' })
    const call = asBearer(server, value)
    const { body } = await call('GET', '/whoami')

    expect(body).toMatchObject({ actor: { name: 'admin' }, authenticatedBy: 'api_token' })
    const { items } = await must(server, 'GET', '/permissions')
    expect(body.permissions).toHaveLength(items.length)
    expect((await call('POST', '/groups', { name: 'by-admin' })).status).toBe(201)
    expect((await call('DELETE', `/tokens/${token.id}`)).status).toBe(204)
  })

  it('refuses somebody who holds less than the owner', async () => {
    const owner = await createRobot(server, 'acme/platform', { 'acme/platform': 'owner' })
    const deployer = await createRobot(server, 'acme/platform', { 'acme/platform': 'deployer' })
    const body = { name: 'theirs', account: owner.id, intent: 'api' }

    expectProblem(await deployer.call('POST', '/tokens', body), 403, 'gain_not_allowed')
    const reduced = { ...body, permissions: ['group:view'] }
    expect((await deployer.call('POST', '/tokens', reduced)).status).toBe(201)
  })
})

describe('a reduced token', () => {
  const anOwner = () => createRobot(server, 'acme', { acme: 'owner' })
  const account = { name: 'unborn', group: 'acme/platform', clientCredentials: { enabled: true } }

  it('does only what it names, although its owner may do more', async () => {
    const owner = await anOwner()
    const permissions = ['group:view', 'service_account:view']
    const { value, token } = await aToken({ account: owner.id }, { permissions })
    const call = asBearer(server, value)

    expect(token.permissions).toEqual(permissions)
    expect((await call('GET', `/service-accounts/${owner.id}`)).status).toBe(200)
    const refused = await call('POST', '/service-accounts', account)
    expectProblem(refused, 403, 'forbidden')
    expect(refused.body.detail).toContain('service_account:create')
    expectProblem(await call('GET', `/tokens/${token.id}`), 404, 'not_found')
    expect((await owner.call('GET', `/tokens/${token.id}`)).status).toBe(200)
  })

  it('does it only where it says', async () => {
    const owner = await anOwner()
    const { value, token } = await aToken({ account: owner.id }, { namespaces: ['acme/platform'] })
    const call = asBearer(server, value)

    expect(token.namespaces).toEqual(['acme/platform'])
    expect((await call('GET', '/groups/acme%2Fplatform')).status).toBe(200)
    expectProblem(await call('GET', '/groups/acme%2Fother'), 404, 'not_found')
    const elsewhere = { ...account, group: 'acme/other' }
    expectProblem(await call('POST', '/service-accounts', elsewhere), 404, 'not_found')
    expect((await owner.call('GET', '/groups/acme%2Fother')).status).toBe(200)
  })

  it('gives its owner nothing that they do not hold', async () => {
    const viewer = await createRobot(server, 'acme', { acme: 'viewer' })
    const permissions = ['group:view', 'service_account:create']
    const { value } = await aToken({ account: viewer.id }, { permissions })
    const answer = await asBearer(server, value)('POST', '/service-accounts', account)

    expectProblem(answer, 403, 'forbidden')
  })

  it('gets neither a whole one nor a wider one for its owner', async () => {
    const owner = await anOwner()
    const permissions = ['service_account:view', 'token:create']
    const { value } = await aToken({ account: owner.id }, { permissions })
    const call = asBearer(server, value)
    const body = { name: 'whole', account: owner.id, intent: 'api' }

    expectProblem(await call('POST', '/tokens', body), 403, 'gain_not_allowed')
    const wider = { ...body, permissions: [...permissions, 'member:create'] }
    expectProblem(await call('POST', '/tokens', wider), 403, 'gain_not_allowed')
    const asPassword = { ...body, intent: 'app_password' }
    expectProblem(await call('POST', '/tokens', asPassword), 403, 'gain_not_allowed')
    const same = { ...body, name: 'same', permissions }
    expect((await call('POST', '/tokens', same)).status).toBe(201)
    expect((await owner.call('POST', '/tokens', body)).status).toBe(201)
  })

  it('neither rotates nor reveals the value of a whole one', async () => {
    const owner = await anOwner()
    const permissions = ['service_account:view', 'token:update']
    const { value } = await aToken({ account: owner.id }, { permissions, expiresAt: null })
    const whole = await aToken(
      { account: owner.id },
      { expiresAt: inMs(MINUTE), rotateOnExpiry: true },
    )
    const call = asBearer(server, value)

    const rotated = await call('POST', `/tokens/${whole.token.id}/rotate`)
    expectProblem(rotated, 403, 'gain_not_allowed')
    expect(await whoamiStatus(whole.value)).toBe(200)
    pass(MINUTE)
    const revealed = await call('POST', `/tokens/${whole.token.id}/reveal`)
    expectProblem(revealed, 403, 'gain_not_allowed')
  })

  it('reduced to a place gets its owner none that reaches further', async () => {
    const owner = await anOwner()
    const { value } = await aToken({ account: owner.id }, { namespaces: ['acme/platform'] })
    const body = { name: 'further', account: owner.id, intent: 'api' }

    expectProblem(await asBearer(server, value)('POST', '/tokens', body), 404, 'not_found')
    const { items } = await must(server, 'GET', `/tokens?account=${owner.id}`)
    expect(items).toHaveLength(1)
  })

  it.each([
    ['permissions', { permissions: ['group:view', 'token:create', 'token:update'] }],
    ['a place', { namespaces: ['acme/platform'] }],
  ])('reduced to %s gets a person no whole one', async (_, reduction) => {
    const person = await createPerson(server, { acme: 'owner' })
    const { value } = await aToken({ user: person.id }, reduction)
    const body = { name: 'whole', user: person.id, intent: 'api' }
    const { status } = await asBearer(server, value)('POST', '/tokens', body)

    expect([403, 404]).toContain(status)
    expect((await person.call('POST', '/tokens', body)).status).toBe(201)
  })

  it('does nothing any more when its only place is gone', async () => {
    await createGroups(server, 'acme/passing')
    const owner = await anOwner()
    const { value } = await aToken({ account: owner.id }, { namespaces: ['acme/passing'] })
    const call = asBearer(server, value)

    expect((await call('GET', '/groups/acme%2Fpassing')).status).toBe(200)
    await must(server, 'DELETE', '/groups/acme%2Fpassing')
    expectProblem(await call('GET', '/groups/acme'), 404, 'not_found')
  })
})

describe('an API token', () => {
  it('is a Bearer token on the API', async () => {
    const account = await anAccount()
    const { value } = await aToken({ account: account.id })
    const { status, body } = await asBearer(server, value)('GET', '/whoami')

    expect(status).toBe(200)
    expect(body.actor).toEqual({ kind: 'service_account', id: account.id, name: account.path })
    expect(body.authenticatedBy).toBe('api_token')
  })

  it('is no password', async () => {
    const account = await anAccount()
    const { value } = await aToken({ account: account.id })

    expect(await passwordStatus(account.path, value)).toBe(401)
    expect(await passwordStatus(account.id, value)).toBe(401)
    expect(await whoamiStatus(value)).toBe(200)
  })

  it('gets its last use noted', async () => {
    const account = await anAccount()
    const { token, value } = await aToken({ account: account.id })
    expect((await must(server, 'GET', `/tokens/${token.id}`)).lastUsedAt).toBeNull()
    const before = now()
    await whoamiStatus(value)

    await expect
      .poll(async () => {
        const { lastUsedAt } = await must(server, 'GET', `/tokens/${token.id}`)
        return lastUsedAt !== null && Date.parse(lastUsedAt) >= before
      })
      .toBe(true)
    const { lastUsedAt } = await must(server, 'GET', `/service-accounts/${account.id}`)
    expect(lastUsedAt).not.toBeNull()
  })
})

describe('an app password', () => {
  /** As people paste it, with the path of the account as the user. */
  const curl = (user: string, password: string) =>
    runCurl(`curl -s -u '${user}:${password}' ${server.url}/api/v1/whoami`)

  it('works with curl and the path of the account', async () => {
    await createAccount(server, { group: 'acme/platform', name: 'deployer' })
    const { value } = await aToken(
      { account: 'acme/platform/deployer' },
      { intent: 'app_password' },
    )

    expect(value).toMatch(/^dwap_/)
    expect(JSON.parse(await curl('acme/platform/deployer', value))).toMatchObject({
      actor: { kind: 'service_account', name: 'acme/platform/deployer' },
      authenticatedBy: 'app_password',
    })
    expect(JSON.parse(await curl('acme/platform/deployer', `${value}x`)).status).toBe(401)
    expect(JSON.parse(await curl('acme/platform/other', value)).status).toBe(401)
  })

  it('works with the e-mail address of a person', async () => {
    const { id, email } = await createPerson(server)
    const { value } = await aToken({ user: id }, { intent: 'app_password' })

    expect(await passwordStatus(email, value)).toBe(200)
    expect(await passwordStatus('somebody@acme.example', value)).toBe(401)
  })

  it('is refused with any other name, be it one that there is', async () => {
    const [account, other] = [await anAccount(), await anAccount()]
    const { value } = await aToken({ account: account.id }, { intent: 'app_password' })
    const names = [other.path, other.id, 'admin', '', `${account.path}/`, account.path.slice(0, -1)]

    for (const name of names) expect(await passwordStatus(name, value), name).toBe(401)
    expect(await passwordStatus(account.path, value)).toBe(200)
  })

  it('is no Bearer token', async () => {
    const account = await anAccount()
    const { value } = await aToken({ account: account.id }, { intent: 'app_password' })

    expect(await whoamiStatus(value)).toBe(401)
    expect(await passwordStatus(account.path, value)).toBe(200)
  })
})

describe('rotating a named token', () => {
  it('refuses the old value at once and gives one that lives as long', async () => {
    const { id } = await anAccount()
    const { token, value } = await aToken({ account: id }, { expiresAt: inMs(90 * MINUTE) })
    pass(60 * MINUTE)
    const rotated: Issued = await must(server, 'POST', `/tokens/${token.id}/rotate`)

    expect(rotated.token.id).toBe(token.id)
    expect(rotated.token.hint).not.toBe(token.hint)
    expect(await whoamiStatus(value)).toBe(401)
    expect(await whoamiStatus(rotated.value)).toBe(200)
    const left = Date.parse(String(rotated.token.expiresAt)) - now()
    expect(Math.abs(left - 90 * MINUTE)).toBeLessThan(MINUTE)
    expect(await listActions(token.id)).toEqual(['tokens.create ok', 'tokens.rotate ok'])
  })

  it('does not wake one that has expired', async () => {
    const { id } = await anAccount()
    const { token, value } = await aToken({ account: id })
    pass(30 * MINUTE)
    const path = `/tokens/${token.id}`

    expectProblem(await server.api('POST', `${path}/rotate`), 400, 'expiry_out_of_range')
    expectProblem(await server.api('POST', `${path}/reveal`), 409, 'nothing_to_reveal')
    expect((await must(server, 'GET', path)).state).toBe('expired')
    expect(await whoamiStatus(value)).toBe(401)
  })
})

describe('a token that rotates when it expires', () => {
  it('has nothing to reveal before', async () => {
    const { id } = await anAccount()
    const { token, value } = await aToken({ account: id }, { rotateOnExpiry: true })
    const answer = await server.api('POST', `/tokens/${token.id}/reveal`)

    expectProblem(answer, 409, 'nothing_to_reveal')
    expect(await whoamiStatus(value)).toBe(200)
  })

  it('reveals its new value once, and both attempts are on record', async () => {
    const { id } = await anAccount()
    const { token, value } = await aToken({ account: id }, { rotateOnExpiry: true })
    const path = `/tokens/${token.id}`
    expect(await whoamiStatus(value)).toBe(200)
    pass(30 * MINUTE)

    expect(await whoamiStatus(value)).toBe(401)
    expect((await must(server, 'GET', path)).state).toBe('awaiting_reveal')
    const revealed: Issued = await must(server, 'POST', `${path}/reveal`)
    expect(revealed.token).toMatchObject({ id: token.id, state: 'live' })
    expectProblem(await server.api('POST', `${path}/reveal`), 409, 'nothing_to_reveal')
    expect(await whoamiStatus(revealed.value)).toBe(200)
    expect(await whoamiStatus(value)).toBe(401)
    expect(await listActions(token.id)).toEqual([
      'tokens.create ok',
      'tokens.reveal ok',
      'tokens.reveal refused',
    ])
  })

  it('reveals it to one of many who ask at the same time', async () => {
    const { id } = await anAccount()
    const { token } = await aToken({ account: id }, { rotateOnExpiry: true })
    pass(30 * MINUTE)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => server.api('POST', `/tokens/${token.id}/reveal`)),
    )

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7)
  })

  it('rotates again when the new value has expired in its turn', async () => {
    const { id } = await anAccount()
    const { token } = await aToken({ account: id }, { rotateOnExpiry: true })
    pass(30 * MINUTE)
    const first: Issued = await must(server, 'POST', `/tokens/${token.id}/reveal`)
    pass(31 * MINUTE)
    expect(await whoamiStatus(first.value)).toBe(401)
    const second: Issued = await must(server, 'POST', `/tokens/${token.id}/reveal`)

    expect(await whoamiStatus(second.value)).toBe(200)
    expect(await whoamiStatus(first.value)).toBe(401)
  })
})

describe('at the very next request', () => {
  it('a deleted token is refused', async () => {
    const { id } = await anAccount()
    const { token, value } = await aToken({ account: id })
    expect(await whoamiStatus(value)).toBe(200)
    await must(server, 'DELETE', `/tokens/${token.id}`)

    expect(await whoamiStatus(value)).toBe(401)
    expectProblem(await server.api('GET', `/tokens/${token.id}`), 404, 'not_found')
  })

  it('the tokens of a disabled account are refused until it is enabled', async () => {
    const account = await anAccount()
    const { value } = await aToken({ account: account.id })
    const password = await aToken({ account: account.id }, { intent: 'app_password' })
    const statuses = async () => [
      await whoamiStatus(value),
      await passwordStatus(account.path, password.value),
    ]

    expect(await statuses()).toEqual([200, 200])
    await must(server, 'POST', `/service-accounts/${account.id}/disable`)
    expect(await statuses()).toEqual([401, 401])
    await must(server, 'POST', `/service-accounts/${account.id}/enable`)
    expect(await statuses()).toEqual([200, 200])
  })

  it('the tokens of a disabled person are refused', async () => {
    const person = await createPerson(server)
    const password = await aToken({ user: person.id }, { intent: 'app_password' })
    expect(await whoamiStatus(person.token)).toBe(200)
    const { version } = await must(server, 'GET', `/users/${person.id}`)
    await must(server, 'PATCH', `/users/${person.id}`, { version, disabled: true })

    expect(await whoamiStatus(person.token)).toBe(401)
    expect(await passwordStatus(person.email, password.value)).toBe(401)
  })

  it('the tokens of a deleted person are refused and gone', async () => {
    const person = await createPerson(server)
    const { token } = await aToken({ user: person.id })
    await must(server, 'DELETE', `/users/${person.id}`)

    expect(await whoamiStatus(person.token)).toBe(401)
    expectProblem(await server.api('GET', `/tokens/${token.id}`), 404, 'not_found')
  })
})
