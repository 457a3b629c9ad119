import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createPerson, createRobot, encode, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await createGroups(server, 'acme', 'acme/a', 'other')
const permissions = ['user', 'team'].flatMap((it) =>
  ['create', 'update', 'delete'].map((action) => `${it}:${action}`),
)
await must(server, 'POST', '/roles', { name: 'people-keeper', permissions })
const keeper = await createRobot(server, undefined, { '': 'people-keeper' })
const owner = await createPerson(server, { acme: 'owner' })

let count = 0
const aName = () => {
  count += 1
  return `name-${count}`
}

async function aTeam() {
  const answer = await keeper.call('POST', '/teams', { name: aName() })
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}

describe('a person', () => {
  it('is added with a name and an e-mail address, and found by id or address', async () => {
    const answer = await keeper.call('POST', '/users', { name: ' Ada ', email: 'Ada@Acme.Example' })
    expect(answer.status, answer.text).toBe(201)
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^usr_[0-9a-z]{26}$/),
      name: 'Ada',
      email: 'ada@acme.example',
      disabled: false,
      notifyOfExpiringSecrets: true,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      createdBy: { kind: 'service_account', id: keeper.id, name: keeper.path },
      updatedAt: answer.body.createdAt,
      updatedBy: answer.body.createdBy,
      version: 1,
    })
    for (const reference of [answer.body.id, 'ada@acme.example', 'ADA@ACME.EXAMPLE']) {
      expect((await keeper.call('GET', `/users/${encode(reference)}`)).body).toEqual(answer.body)
    }
  })

  it.each(['taken@acme.example', 'TAKEN@ACME.EXAMPLE', 'tAkEn@aCmE.example'])(
    'is not added as %s a second time',
    async (email) => {
      await server.api('POST', '/users', { name: 'First', email: 'Taken@acme.example' })
      const answer = await keeper.call('POST', '/users', { name: 'Second', email })
      expectProblem(answer, 409, 'name_taken')
      expect(refusedFields(answer)).toEqual(['email'])
    },
  )

  it('is added once when many ask at the same time', async () => {
    const emails = ['Once@acme.example', 'once@acme.example', 'ONCE@acme.example']
    const answers = await Promise.all(
      emails.map((email) => keeper.call('POST', '/users', { name: 'Once', email })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  it.each([
    ['name', { name: ' ', email: 'x@acme.example' }],
    ['email', { name: 'X', email: 'nobody' }],
    ['email', { name: 'X', email: `${'x'.repeat(250)}@acme.example` }],
  ])('is refused for a bad %s', async (field, body) => {
    const answer = await keeper.call('POST', '/users', body)
    expectProblem(answer, 400, 'validation_failed')
    expect(refusedFields(answer)).toEqual([field])
  })

  it('is renamed, and keeps what was not named', async () => {
    const { id } = await createPerson(server)
    const change = { version: 1, name: 'Renamed', notifyOfExpiringSecrets: false }
    const { body } = await keeper.call('PATCH', `/users/${id}`, change)
    expect(body).toMatchObject({ name: 'Renamed', notifyOfExpiringSecrets: false, version: 2 })
    const again = await keeper.call('PATCH', `/users/${id}`, { version: 2, name: 'Again' })
    expect(again.body).toMatchObject({ name: 'Again', notifyOfExpiringSecrets: false })
  })

  it('gets another address, by which they are found from then on', async () => {
    const person = await createPerson(server)
    const email = `${aName()}@moved.example`
    const change = { version: 1, email: email.toUpperCase() }
    const { status, body } = await keeper.call('PATCH', `/users/${person.id}`, change)

    expect(status).toBe(200)
    expect(body).toMatchObject({ id: person.id, email, version: 2 })
    expect((await keeper.call('GET', `/users/${email}`)).body.id).toBe(person.id)
    expectProblem(await keeper.call('GET', `/users/${person.email}`), 404, 'not_found')
  })

  it('gets no address that somebody else has, and nothing changes', async () => {
    const [one, other] = [await createPerson(server), await createPerson(server)]
    const change = { version: 1, name: 'New', email: other.email.toUpperCase() }
    const answer = await keeper.call('PATCH', `/users/${one.id}`, change)

    expectProblem(answer, 409, 'name_taken')
    expect(refusedFields(answer)).toEqual(['email'])
    const { body } = await keeper.call('GET', `/users/${one.id}`)
    expect(body).toMatchObject({ email: one.email, version: 1 })
    expect(body.name).not.toBe('New')
  })

  it('renames themselves, but does not take another address', async () => {
    const person = await createPerson(server)
    const rename = await person.call('PATCH', `/users/${person.id}`, { version: 1, name: 'Me' })
    expect(rename.body.name).toBe('Me')
    const email = 'somebody-else@acme.example'
    const answer = await person.call('PATCH', `/users/${person.id}`, { version: 2, email })

    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.detail).toContain('user:update')
    const same = { version: 2, name: 'Still me', email: person.email }
    expect((await person.call('PATCH', `/users/${person.id}`, same)).status).toBe(200)
  })

  it('sees themselves and nobody else without a permission', async () => {
    const [one, other] = [await createPerson(server), await createPerson(server)]
    expect((await one.call('GET', `/users/${one.id}`)).body.email).toBe(one.email)
    expectProblem(await one.call('GET', `/users/${other.id}`), 404, 'not_found')
    const list = await one.call('GET', '/users')
    expectProblem(list, 403, 'forbidden')
    expect(list.body.detail).toBe('You need the permission user:view in the installation.')
    const add = await owner.call('POST', '/users', { name: 'X', email: 'x@acme.example' })
    expectProblem(add, 403, 'forbidden')
    expect(add.body.detail).toContain('user:create in the installation')
  })

  it('is refused at the next request when disabled, and let in again when enabled', async () => {
    const person = await createPerson(server, { acme: 'viewer' })
    expect((await person.call('GET', '/groups/acme')).status).toBe(200)
    const set = (version: number, disabled: boolean) =>
      must(server, 'PATCH', `/users/${person.id}`, { version, disabled })
    await set(1, true)
    expectProblem(await person.call('GET', '/groups/acme'), 401, 'unauthenticated')
    expectProblem(await person.call('GET', '/whoami'), 401, 'unauthenticated')
    await set(2, false)
    expect((await person.call('GET', '/groups/acme')).status).toBe(200)
  })

  it('goes with their roles, teams and tokens, and leaves the address free', async () => {
    const person = await createPerson(server, { acme: 'viewer' })
    const team = await aTeam()
    await must(server, 'PUT', `/teams/${team.id}/users/${person.id}`)
    expect((await keeper.call('DELETE', `/users/${encode(person.email)}`)).status).toBe(204)

    expectProblem(await person.call('GET', '/whoami'), 401, 'unauthenticated')
    expectProblem(await keeper.call('GET', `/users/${person.id}`), 404, 'not_found')
    expect((await keeper.call('GET', `/teams/${team.id}`)).body.userCount).toBe(0)
    const { items } = await must(server, 'GET', '/members?namespace=acme&limit=100')
    const holders = items.map((item: { principal: { id: string } }) => item.principal.id)
    expect(holders).not.toContain(person.id)
    const again = { name: 'Another', email: person.email }
    expect((await keeper.call('POST', '/users', again)).status).toBe(201)
  })

  it('is listed by e-mail, in pages and by search', async () => {
    for (const email of ['b@list.example', 'C@list.example', 'a@list.example']) {
      await must(server, 'POST', '/users', { name: `Of the list`, email })
    }
    const first = (await keeper.call('GET', '/users?search=LIST.example&limit=2')).body
    const next = `cursor=${encode(first.nextCursor)}`
    const rest = (await keeper.call('GET', `/users?search=LIST.example&limit=2&${next}`)).body
    const emails = [...first.items, ...rest.items].map(({ email }: { email: string }) => email)
    expect(emails).toEqual(['a@list.example', 'b@list.example', 'c@list.example'])
    expect(rest.nextCursor).toBeNull()
  })
})

describe('a team', () => {
  it('is created, changed, listed with its people, and deleted', async () => {
    const name = aName()
    const made = await keeper.call('POST', '/teams', { name, description: 'who' })
    expect(made.body).toMatchObject({ name, description: 'who', userCount: 0, version: 1 })
    const change = { version: 1, description: 'whom' }
    const changed = await keeper.call('PATCH', `/teams/${name}`, change)
    expect(changed.body).toMatchObject({ id: made.body.id, description: 'whom', version: 2 })

    const people = [await createPerson(server), await createPerson(server)]
    for (const { id, email } of people) {
      await keeper.call('PUT', `/teams/${name}/users/${id}`)
      // Whoever is in it already stays in it once.
      expect((await keeper.call('PUT', `/teams/${name}/users/${encode(email)}`)).status).toBe(204)
    }
    const { body } = await keeper.call('GET', `/users?team=${name}`)
    expect(body.items.map(({ email }: { email: string }) => email)).toEqual(
      people.map(({ email }) => email).sort(),
    )
    const listed = await keeper.call('GET', `/teams?search=${name}`)
    expect(listed.body.items).toContainEqual({ ...changed.body, userCount: 2 })

    expect((await keeper.call('DELETE', `/teams/${name}`)).status).toBe(204)
    expectProblem(await keeper.call('GET', `/teams/${name}`), 404, 'not_found')
    expect((await keeper.call('GET', `/users/${people[0]?.id}`)).status).toBe(200)
  })

  it('has a name of its own', async () => {
    const { name } = await aTeam()
    const answer = await keeper.call('POST', '/teams', { name })
    expectProblem(answer, 409, 'name_taken')
    expect(refusedFields(answer)).toEqual(['name'])
  })

  it('gives and takes access at the next request of its people', async () => {
    const [team, person] = [await aTeam(), await createPerson(server)]
    await must(server, 'POST', '/members', {
      namespace: 'acme/a',
      principal: `team:${team.name}`,
      role: 'deployer',
    })
    const path = `/groups/${encode('acme/a')}`
    const create = () => person.call('POST', '/workspaces', { group: 'acme/a', name: aName() })

    expectProblem(await person.call('GET', path), 404, 'not_found')
    await must(server, 'PUT', `/teams/${team.id}/users/${person.id}`)
    expect((await person.call('GET', path)).status).toBe(200)
    expect((await create()).status).toBe(201)
    expect((await keeper.call('DELETE', `/teams/${team.id}/users/${person.id}`)).status).toBe(204)
    expectProblem(await person.call('GET', path), 404, 'not_found')
    expectProblem(await create(), 404, 'not_found')

    await must(server, 'PUT', `/teams/${team.id}/users/${person.id}`)
    expect((await create()).status).toBe(201)
    expect((await keeper.call('DELETE', `/teams/${team.id}`)).status).toBe(204)
    expectProblem(await create(), 404, 'not_found')
  })

  it('adds to another team, and neither lowers the other', async () => {
    const person = await createPerson(server)
    for (const [namespace, role] of [
      ['acme', 'owner'],
      ['acme/a', 'viewer'],
    ] as const) {
      const team = await aTeam()
      await must(server, 'POST', '/members', { namespace, principal: team.id, role })
      await must(server, 'PUT', `/teams/${team.id}/users/${person.id}`)
    }
    const request = { group: 'acme/a', name: aName() }
    expect((await person.call('POST', '/workspaces', request)).status).toBe(201)
  })

  it('takes people only', async () => {
    const [team, account] = [await aTeam(), await createAccount(server)]
    const answer = await keeper.call('PUT', `/teams/${team.id}/users/${account.id}`)
    expectProblem(answer, 404, 'not_found')
  })

  it('is hidden from whoever may not see teams', async () => {
    const team = await aTeam()
    expectProblem(await owner.call('GET', `/teams/${team.id}`), 404, 'not_found')
    expectProblem(await owner.call('PUT', `/teams/${team.id}/users/${owner.id}`), 404, 'not_found')
  })
})

describe('a role of a person, a team or an account', () => {
  it('is given by id or by reference, changed and taken away by an owner', async () => {
    const [person, team] = [await createPerson(server), await aTeam()]
    const account = await createAccount(server, { group: 'acme/a' })
    for (const [kind, id, reference] of [
      ['user', person.id, `user:${person.email.toUpperCase()}`],
      ['team', team.id, `team:${team.name}`],
      ['service_account', account.id, `serviceAccount:${account.path}`],
    ] as const) {
      for (const principal of [id, reference]) {
        const request = { namespace: 'acme/a', principal, role: 'viewer' }
        const made = await owner.call('POST', '/members', request)
        expect(made.status, made.text).toBe(201)
        expect(made.body).toMatchObject({
          principal: { kind, id },
          namespacePath: 'acme/a',
          roleName: 'viewer',
          inheritedFrom: null,
          builtIn: false,
          version: 1,
        })
        expectProblem(await owner.call('POST', '/members', request), 409, 'already_member')

        const listed = `/members?principal=${encode(reference)}`
        expect((await owner.call('GET', listed)).body.items).toEqual([made.body])
        const path = `/members/${made.body.id}`
        const changed = await owner.call('PATCH', path, { version: 1, role: 'deployer' })
        expect(changed.body).toMatchObject({ roleName: 'deployer', version: 2 })
        expect((await owner.call('DELETE', path)).status).toBe(204)
        expectProblem(await owner.call('DELETE', path), 404, 'not_found')
        expect((await server.api('GET', listed)).body.items).toEqual([])
      }
    }
  })

  it.each(['user:nobody@acme.example', 'team:nobody', 'serviceAccount:acme/nobody', 'nobody'])(
    'is not given to %s',
    async (principal) => {
      const request = { namespace: 'acme', principal, role: 'viewer' }
      expectProblem(await owner.call('POST', '/members', request), 404, 'not_found')
    },
  )

  it('is listed by principal only where the caller may see members', async () => {
    const person = await createPerson(server, { 'acme/a': 'viewer', other: 'viewer' })
    const { body } = await owner.call('GET', `/members?principal=${person.id}`)
    expect(body.items).toMatchObject([{ namespacePath: 'acme/a' }])
    const all = await server.api('GET', `/members?principal=${person.id}`)
    expect(all.body.items).toHaveLength(2)
    expectProblem(await owner.call('GET', '/members?namespace=other'), 404, 'not_found')
  })
})

type Edit = readonly [path: string, version: number, change: (index: number) => object]

const edits: Readonly<Record<string, () => Promise<Edit>>> = {
  group: async () => {
    await createGroups(server, 'edited')
    return ['/groups/edited', 1, (index) => ({ description: `by ${index}` })]
  },
  workspace: async () => {
    const { id } = await must(server, 'POST', '/workspaces', { group: 'acme', name: 'edited' })
    return [`/workspaces/${id}`, 1, (index) => ({ description: `by ${index}` })]
  },
  'service account': async () => {
    const { id } = await createAccount(server)
    return [`/service-accounts/${id}`, 1, (index) => ({ labels: { by: `${index}` } })]
  },
  role: async () => {
    const request = { name: 'edited', permissions: ['workspace:view'] }
    const { id } = await must(server, 'POST', '/roles', request)
    return [`/roles/${id}`, 1, (index) => ({ description: `by ${index}` })]
  },
  person: async () => {
    const { id } = await createPerson(server)
    return [`/users/${id}`, 1, (index) => ({ name: `By ${index}` })]
  },
  team: async () => {
    const { id } = await aTeam()
    return [`/teams/${id}`, 1, (index) => ({ description: `by ${index}` })]
  },
  settings: async () => {
    const { version } = await must(server, 'GET', '/settings')
    return ['/settings', version, (index) => ({ accessTokenLifetimeSeconds: 100 + index })]
  },
}

describe('of ten changes made from the same version', () => {
  it.each(Object.keys(edits))('of a %s, exactly one is kept whole', async (kind) => {
    const [path, version, change] = await (edits[kind]?.() ?? Promise.reject(new Error(kind)))
    const before = await must(server, 'GET', path)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        server.api('PATCH', path, { version, ...change(index) }),
      ),
    )
    const winner = answers.findIndex(({ status }) => status === 200)
    for (const [index, answer] of answers.entries()) {
      if (index !== winner) expectProblem(answer, 409, 'version_conflict')
    }
    const after = await must(server, 'GET', path)
    expect(after).toEqual(answers[winner]?.body)
    const { updatedAt, updatedBy } = after
    const when = updatedAt === undefined ? {} : { updatedAt, updatedBy }
    expect(after).toEqual({ ...before, ...change(winner), ...when, version: version + 1 })

    const loser = (winner + 1) % 10
    const retry = { version: version + 1, ...change(loser) }
    expect((await server.api('PATCH', path, retry)).body).toMatchObject(change(loser))
  })

  it('of a member, exactly one is kept', async () => {
    const person = await createPerson(server, { acme: 'viewer' })
    const { items } = await must(server, 'GET', `/members?principal=${person.id}`)
    const path = `/members/${items[0].id}`
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        server.api('PATCH', path, { version: 1, role: index % 2 === 0 ? 'deployer' : 'owner' }),
      ),
    )
    const [won, ...more] = answers.filter(({ status }) => status === 200)
    expect(more).toEqual([])
    for (const answer of answers) {
      if (answer !== won) expectProblem(answer, 409, 'version_conflict')
    }
    const after = await must(server, 'GET', `/members?principal=${person.id}`)
    expect(after.items).toEqual([won?.body])
  })
})
