import { afterAll, describe, expect, it } from 'vitest'
import { toInstant } from '#server/domain/times.ts'
import { createGroups, createPerson, createRobot, must } from '#support/callers.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const MINUTE = 60_000

let ahead = 0
const now = () => Date.now() + ahead
const server = await startTestServer({ now })
afterAll(() => server.close())
await createGroups(server, 'acme', 'other')

const inMs = (ms: number) => toInstant(now() + ms)

describe('the list of tokens', () => {
  it('leaves out those that were not asked for', async () => {
    const { id } = await createRobot(server, 'acme')
    const add = async (name: string, more: object) =>
      must(server, 'POST', '/tokens', { name, account: id, intent: 'api', ...more })
    await add('short', { expiresAt: inMs(MINUTE) })
    await add('rotating', { expiresAt: inMs(MINUTE), rotateOnExpiry: true })
    ahead += 2 * MINUTE
    await add('soon', { expiresAt: inMs(30 * MINUTE) })
    await add('late', { expiresAt: inMs(90 * MINUTE), intent: 'app_password' })
    await add('never', { expiresAt: null })
    const namesOf = async (query: string) => {
      const { items } = await must(server, 'GET', `/tokens?account=${id}${query}`)
      return items.map(({ name }: { name: string }) => name)
    }

    expect(await namesOf('')).toEqual(['never', 'late', 'soon', 'rotating', 'short'])
    expect(await namesOf('&intent=app_password')).toEqual(['late'])
    expect(await namesOf('&intent=api')).toEqual(['never', 'soon', 'rotating', 'short'])
    expect(await namesOf('&state=expired')).toEqual(['short'])
    expect(await namesOf('&state=awaiting_reveal')).toEqual(['rotating'])
    expect(await namesOf('&state=live')).toEqual(['never', 'late', 'soon'])
    expect(await namesOf(`&state=live&expiresBefore=${inMs(60 * MINUTE)}`)).toEqual(['soon'])
    expect(await namesOf(`&intent=api&expiresBefore=${inMs(60 * MINUTE)}`)).toEqual([
      'soon',
      'rotating',
      'short',
    ])
  })

  it('pages through what was asked for without a gap', async () => {
    const { id } = await createRobot(server, 'acme')
    for (const [index, intent] of ['api', 'app_password', 'api', 'api'].entries()) {
      await must(server, 'POST', '/tokens', { name: `t${index}`, account: id, intent })
    }
    const first = await must(server, 'GET', '/tokens?intent=api&search=t&limit=2')
    const rest = await must(
      server,
      'GET',
      `/tokens?intent=api&search=t&limit=100&cursor=${first.nextCursor}`,
    )

    expect(first.items).toHaveLength(2)
    const names = [...first.items, ...rest.items]
      .filter((token: { owner: { id: string } }) => token.owner.id === id)
      .map(({ name }: { name: string }) => name)
    expect(names).toEqual(['t3', 't2', 't0'])
  })
})

describe('the members with a role', () => {
  it('are listed wherever they hold it, as far as the caller sees', async () => {
    await must(server, 'POST', '/roles', { name: 'peeker', permissions: ['group:view'] })
    const one = await createPerson(server, { acme: 'peeker' })
    const other = await createPerson(server, { other: 'peeker' })
    await createPerson(server, { acme: 'viewer' })
    const idsOf = async (answer: { items: { principal: { id: string } }[] }) =>
      answer.items.map(({ principal }) => principal.id)

    expect(await idsOf(await must(server, 'GET', '/members?role=peeker'))).toEqual([
      one.id,
      other.id,
    ])
    const viewer = await createPerson(server, { other: 'viewer' })
    const { body } = await viewer.call('GET', '/members?role=peeker')
    expect(await idsOf(body)).toEqual([other.id])
    const inPlace = await must(server, 'GET', '/members?role=peeker&namespace=acme')
    expect(await idsOf(inPlace)).toEqual([one.id])
    const ofOne = await must(server, 'GET', `/members?role=peeker&principal=${other.id}`)
    expect(await idsOf(ofOne)).toEqual([other.id])
    expectProblem(await server.api('GET', '/members?role=none'), 404, 'not_found')
  })
})

describe('the teams of a person', () => {
  it('are listed by name', async () => {
    const person = await createPerson(server)
    for (const name of ['zebra', 'ant', 'empty']) await must(server, 'POST', '/teams', { name })
    for (const team of ['zebra', 'ant']) {
      await must(server, 'PUT', `/teams/${team}/users/${person.id}`)
    }
    const { items } = await must(server, 'GET', `/teams?user=${person.email}`)

    expect(items.map(({ name }: { name: string }) => name)).toEqual(['ant', 'zebra'])
  })

  it('tell nobody of a person whom they may not see', async () => {
    await must(server, 'POST', '/roles', { name: 'team-viewer', permissions: ['team:view'] })
    const caller = await createPerson(server, { '': 'team-viewer' })
    const other = await createPerson(server)

    expect((await caller.call('GET', `/teams?user=${caller.id}`)).status).toBe(200)
    const hidden = await caller.call('GET', `/teams?user=${other.id}`)
    const missing = await caller.call('GET', '/teams?user=usr_00000000000000000000000000')
    expectProblem(hidden, 404, 'not_found')
    expect(hidden.body.title).toBe(missing.body.title)
  })
})
