import { afterAll, describe, expect, it } from 'vitest'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

const encode = encodeURIComponent

async function createGroup(name: string, parent?: string) {
  const body = parent === undefined ? { name } : { name, parent }
  const answer = await server.api('POST', '/groups', body)
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}

async function listAll(query: string): Promise<string[]> {
  const paths: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const next: string = cursor === '' ? '' : `&cursor=${encode(cursor)}`
    const { body } = await server.api('GET', `/groups?${query}${next}`)
    paths.push(...body.items.map((group: { path: string }) => group.path))
    cursor = body.nextCursor
  }
  return paths
}

describe('creating a group', () => {
  it('answers the group with its history', async () => {
    const answer = await server.api('POST', '/groups', { name: 'made', description: 'why' })

    expect(answer.status).toBe(201)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^grp_[0-9a-z]{26}$/),
      path: 'made',
      name: 'made',
      parentId: null,
      description: 'why',
      groupCount: 0,
      workspaceCount: 0,
      serviceAccountCount: 0,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      createdBy: { kind: 'administrator', id: 'administrator', name: 'Administrator' },
      updatedAt: answer.body.createdAt,
      updatedBy: answer.body.createdBy,
      version: 1,
    })
  })

  it('takes the parent by id or by path', async () => {
    const parent = await createGroup('by-either')
    const byId = await createGroup('a', parent.id)
    const byPath = await createGroup('b', 'by-either')

    expect([byId.path, byPath.path]).toEqual(['by-either/a', 'by-either/b'])
    expect([byId.parentId, byPath.parentId]).toEqual([parent.id, parent.id])
  })

  it('nests 20 deep and no deeper', async () => {
    let path = 'level-1'
    await createGroup(path)
    for (let depth = 2; depth <= 20; depth += 1) {
      path = (await createGroup(`level-${depth}`, path)).path
    }

    expect(path.split('/')).toHaveLength(20)
    const answer = await server.api('POST', '/groups', { name: 'level-21', parent: path })
    expectProblem(answer, 400, 'validation_failed')
    expect(refusedFields(answer)).toEqual(['parent'])
    expect((await server.api('GET', `/groups/${encode(path)}`)).body.groupCount).toBe(0)
  })

  it('refuses a name that a sibling has, but not one that a cousin has', async () => {
    await createGroup('left')
    await createGroup('right')
    await createGroup('same', 'left')
    await createGroup('same', 'right')

    const answer = await server.api('POST', '/groups', { name: 'same', parent: 'left' })
    expectProblem(answer, 409, 'name_taken')
    expect(refusedFields(answer)).toEqual(['name'])
  })

  it('lets exactly one of many have a name when all ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => server.api('POST', '/groups', { name: 'contested' })),
    )

    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([201, ...Array.from({ length: 11 }, () => 409)])
    expect(await listAll('search=contested')).toEqual(['contested'])
  })
})

describe('reading groups', () => {
  it('finds a group by id and by its encoded path', async () => {
    await createGroup('found')
    const group = await createGroup('below', 'found')

    for (const reference of [group.id, encode('found/below')]) {
      const answer = await server.api('GET', `/groups/${reference}`)
      expect(answer.status).toBe(200)
      expect(answer.body).toEqual(group)
    }
  })

  it('lists the groups below one parent, those of the installation, or all', async () => {
    const parent = await createGroup('listed')
    await createGroup('z', 'listed')
    await createGroup('a', 'listed')
    await createGroup('deep', 'listed/a')

    expect(await listAll('parent=listed')).toEqual(['listed/a', 'listed/z'])
    expect(await listAll(`parent=${parent.id}`)).toEqual(['listed/a', 'listed/z'])
    const top = await listAll('parent=')
    expect(top).toContain('listed')
    expect(top.filter((path) => path.includes('/'))).toEqual([])
    expect(await listAll('')).toContain('listed/a/deep')
  })

  it('pages over more than a hundred groups without a gap or a repeat', async () => {
    await createGroup('many')
    const names = Array.from({ length: 130 }, (_, index) => `n${(index * 37) % 130}`)
    await Promise.all(names.map((name) => createGroup(name, 'many')))
    const expected = names.map((name) => `many/${name}`).sort()

    expect((await server.api('GET', '/groups?parent=many')).body.items).toHaveLength(50)
    for (const limit of [1, 7, 65, 100]) {
      expect(await listAll(`parent=many&limit=${limit}`)).toEqual(expected)
    }
  })

  it('goes on rightly when groups come and go between two pages', async () => {
    await createGroup('shifting')
    for (const name of ['b', 'd', 'f', 'h']) await createGroup(name, 'shifting')
    const { body: first } = await server.api('GET', '/groups?parent=shifting&limit=2')

    await createGroup('a', 'shifting')
    await createGroup('e', 'shifting')
    await server.api('DELETE', `/groups/${encode('shifting/d')}`)
    const query = `parent=shifting&limit=10&cursor=${encode(first.nextCursor)}`
    const { body: second } = await server.api('GET', `/groups?${query}`)

    expect(first.items.map((group: { name: string }) => group.name)).toEqual(['b', 'd'])
    expect(second.items.map((group: { name: string }) => group.name)).toEqual(['e', 'f', 'h'])
  })

  it('searches in path and description, whatever the letter case, over pages', async () => {
    await createGroup('haystack')
    for (let index = 0; index < 12; index += 1) await createGroup(`straw-${index}`, 'haystack')
    await server.api('POST', '/groups', {
      name: 'x',
      parent: 'haystack',
      description: 'The NEEDLE',
    })

    expect(await listAll('search=needle')).toEqual(['haystack/x'])
    expect(await listAll('search=HAYSTACK%2FSTRAW-1&limit=1')).toEqual([
      'haystack/straw-1',
      'haystack/straw-10',
      'haystack/straw-11',
    ])
    expect(await listAll('search=.*')).toEqual([])
  })

  it('gives a group with everything below it as a tree', async () => {
    await createGroup('tree')
    await createGroup('b', 'tree')
    await createGroup('a', 'tree')
    await createGroup('leaf', 'tree/a')

    const { status, body } = await server.api('GET', '/groups/tree/tree')
    expect(status).toBe(200)
    expect(toOutline(body)).toBe('tree(a(leaf()),b())')
  })
})

describe('changing a group', () => {
  it('changes the description and counts the version up', async () => {
    const group = await createGroup('described')
    const change = { version: 1, description: 'new words' }
    const { status, body } = await server.api('PATCH', '/groups/described', change)

    expect(status).toBe(200)
    expect(body).toMatchObject({ id: group.id, description: 'new words', version: 2 })
    expect((await server.api('GET', '/groups/described')).body).toEqual(body)
  })

  it('refuses a change made from an older state', async () => {
    await createGroup('raced')
    const change = (description: string) =>
      server.api('PATCH', '/groups/raced', { version: 1, description })
    await change('first')

    expectProblem(await change('second'), 409, 'version_conflict')
    expect((await server.api('GET', '/groups/raced')).body.description).toBe('first')
  })

  it('takes one of two changes that come at the same time', async () => {
    await createGroup('at-once')
    const change = (description: string) =>
      server.api('PATCH', '/groups/at-once', { version: 1, description })

    const answers = await Promise.all([change('one'), change('two')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('deleting a group', () => {
  it('deletes an empty group and answers nothing', async () => {
    await createGroup('gone')
    const answer = await server.api('DELETE', '/groups/gone')

    expect([answer.status, answer.text]).toEqual([204, ''])
    expectProblem(await server.api('GET', '/groups/gone'), 404, 'not_found')
    expectProblem(await server.api('DELETE', '/groups/gone'), 404, 'not_found')
  })

  it('refuses while groups or service accounts are in it', async () => {
    await createGroup('full')
    await createGroup('inner', 'full')
    await createGroup('used')
    await server.api('POST', '/service-accounts', {
      group: 'used',
      name: 'someone',
      clientCredentials: { enabled: true },
    })

    for (const name of ['full', 'used']) {
      expectProblem(await server.api('DELETE', `/groups/${name}`), 409, 'not_empty')
      expect((await server.api('GET', `/groups/${name}`)).status).toBe(200)
    }
  })
})

interface Tree {
  readonly name: string
  readonly groups: readonly Tree[]
}

function toOutline({ name, groups }: Tree): string {
  return `${name}(${groups.map(toOutline).join(',')})`
}
