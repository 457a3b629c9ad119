import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { decodeJwt } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { ProfileId } from '#contract/provider-profiles.ts'
import { createGroups } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())
await createGroups(server, 'acme')
const account = await createAccount(server, { group: 'acme', name: 'deployer' })
const BILLING = 'https://billing.acme.example'
const ODD = "https://odd.example/$('x')"
const biller = await createAccount(server, {
  group: 'acme',
  name: 'biller',
  tokenSettings: { allowedResources: [BILLING, ODD] },
})
const answers = { repository: 'acme/api', repositoryId: '74', branch: 'main' }

const draft = (profile: string, body: object) =>
  server.api('POST', `/provider-profiles/${profile}/draft`, body)

describe('provider profiles', () => {
  it('lists every profile with the questions of its form', async () => {
    const { status, body } = await server.api('GET', '/provider-profiles')
    expect(status).toBe(200)
    expect(body.items.map(({ id }: { id: string }) => id).toSorted()).toEqual(
      [...ProfileId.options].toSorted(),
    )
    for (const { questions } of body.items) expect(questions.length).toBeGreaterThan(0)
  })

  it('makes a policy from answers that can be saved as it is', async () => {
    const { status, body } = await draft('github', { answers, account: 'acme/deployer' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      policy: {
        name: 'acme/api, branch main',
        issuer: 'https://token.actions.githubusercontent.com',
        audience: `${server.issuer}/${account.id}`,
        boundClaims: { repository_id: '74', ref: 'refs/heads/main' },
      },
      findings: [],
    })
    expect(body.sentence).toMatch(
      /^Any workflow of repository 74 \(acme\/api\) on branch main .* may act as acme\/deployer\./,
    )
    const saved = await server.api('POST', '/service-accounts', {
      group: 'acme',
      name: 'saved',
      trustPolicies: [body.policy],
    })
    expect(saved.status).toBe(201)
  })

  it('says of a policy what speaks against it', async () => {
    const shared = { answers, audience: 'https://github.com/acme' }
    const { body } = await draft('github', shared)
    expect(body.findings).toMatchObject([{ rule: 'audience_shared', field: 'audience' }])
  })

  it('judges a policy that was written by hand, as saving it would', async () => {
    const policy = {
      issuer: 'https://gitlab.com',
      audience: 'https://doorward.acme.example',
      boundClaims: { ref_protected: 'true' },
    }
    const { body } = await draft('gitlab', { policy, account: 'acme/deployer' })
    expect(body.policy).toMatchObject(policy)
    expect(body.sentence).toMatch(/^Any job on a protected reference may act as acme\/deployer\./)
    expect(body.findings).toContainEqual(
      expect.objectContaining({ severity: 'refused', isLiftable: false }),
    )
    const saved = await server.api('POST', `/service-accounts/${account.id}/trust-policies`, policy)
    expectProblem(saved, 400, 'trust_policy_refused')
  })

  it('goes by the rules of an issuer that is registered, whatever was chosen', async () => {
    const issuer = 'https://git.registered.example'
    await server.api('POST', '/issuers', { url: issuer, profile: 'gitlab' })
    const policy = { issuer, audience: 'us', boundClaims: { sub: 'job' } }
    const { body } = await draft('generic', { policy })
    expect(body.sentence).toMatch(/^Any job /)
    expect(body.findings.length).toBeGreaterThan(0)
  })

  it.each([
    ['neither', {}],
    ['both', { answers, policy: { issuer: 'x', audience: 'y', boundClaims: {} } }],
  ])('wants answers or a policy, not %s', async (_, body) => {
    expectProblem(await draft('github', body), 400, 'validation_failed')
  })

  it('names the provider only where the URL does not give it away', async () => {
    const project = { project: 'acme/api', projectId: '20', branch: 'main' }
    const own = await draft('gitlab', {
      answers: { ...project, issuer: 'https://git.acme.example' },
    })
    expect(own.body.policy.issuerSettings).toEqual({ profile: 'gitlab' })
    expect((await draft('gitlab', { answers: project })).body.policy).not.toHaveProperty(
      'issuerSettings',
    )
  })

  it.each([
    ['an answer that is missing', { repositoryId: '' }, 'answers.repositoryId'],
    ['an answer of another form', { repositoryId: 'acme/api' }, 'answers.repositoryId'],
    ['an answer that is a number', { repositoryId: ['74'] }, 'answers.repositoryId'],
    ['a choice that is not offered', { place: 'anywhere' }, 'answers.place'],
    ['an event that is not offered', { events: ['pull_request_target'] }, 'answers.events'],
    ['a line end', { branch: 'main\nx' }, 'answers.branch'],
    ['a question that is not asked', { nonsense: 'x' }, 'answers.nonsense'],
    [
      'a look-alike',
      { issuer: 'https://token.actions.githubusercontent.com.evil.com' },
      'answers.issuer',
    ],
    ['the issuer of another provider', { issuer: 'https://gitlab.com' }, 'answers.issuer'],
    ['an issuer with a query', { issuer: 'https://evil.com?x' }, 'answers.issuer'],
  ])('refuses %s by its field', async (_, changed, field) => {
    const { status, body } = await draft('github', { answers: { ...answers, ...changed } })
    expect(status).toBe(400)
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field])
  })

  it('knows no profile of another name', async () => {
    expect((await draft('toString', { answers: {} })).status).toBe(400)
  })
})

describe('snippets', () => {
  const list = (path: string, query = '') =>
    server.api('GET', `/service-accounts/${encodeURIComponent(path)}/snippets?${query}`)
  const idsOf = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id)

  it('are for client credentials where the account has nothing else', async () => {
    const { status, body, text } = await list('acme/deployer')
    expect(status).toBe(200)
    expect(idsOf(body)).toEqual(['client-curl', 'client-github', 'client-gitlab'])
    expect(text).toContain(account.id)
    expect(text).not.toContain(account.clientSecret)
  })

  it('are for the named policy, and of the kind that is asked for', async () => {
    const issuer = 'https://idp.example.com'
    const policies = ['one', 'two'].map((sub) => ({
      issuer,
      audience: `https://doorward.example/${sub}`,
      boundClaims: { sub },
    }))
    const both = await createAccount(server, {
      group: 'acme',
      name: 'both',
      trustPolicies: policies,
    })
    expect(idsOf((await list('acme/both')).body)).toContain('curl')
    expect(idsOf((await list('acme/both')).body)).toContain('client-curl')
    expect(idsOf((await list('acme/both', 'kind=federation')).body)).toEqual(['curl'])
    expect(idsOf((await list('acme/both', 'kind=client_credentials')).body)).not.toContain('curl')
    const { body } = await server.api('GET', `/service-accounts/${both.id}`)
    const [first, second] = body.trustPolicies
    for (const { id } of [first, second])
      expect((await list('acme/both', `policy=${id}`)).status).toBe(200)
    expect((await list('acme/deployer', `policy=${second.id}`)).status).toBe(404)
  })

  it('warn where the runner cannot reach this server', async () => {
    const warningsOf = async (runner: string) =>
      (await list('acme/deployer', `runner=${runner}`)).body.items[0].warnings.join(' ')
    expect(await warningsOf('same_machine')).toBe('')
    expect(await warningsOf('self_hosted')).toContain('this machine only')
    expect(await warningsOf('hosted')).toContain('self-hosted runner')
  })

  it('are for what runs on this machine, where nothing else reaches it', async () => {
    const { body } = await list('acme/deployer')
    expect(body.runner).toBe('same_machine')
    expect(body.items[0].warnings).toEqual([])
  })

  it('get a token for a service that the account may ask for', async () => {
    const { body } = await list('acme/biller', `resource=${BILLING}`)
    const { stdout } = await runPasted(body.items[0].text, {
      DOORWARD_CLIENT_SECRET: biller.clientSecret,
    })
    expect(decodeJwt(stdout).aud).toBe(BILLING)
  })

  it.each([
    ['may not ask for', 'https://other.acme.example', 'allowed resources'],
    ['cannot be pasted safely', ODD, 'by hand'],
  ])('are not written for a service that %s', async (_, resource, advice) => {
    const answer = await list('acme/biller', `resource=${encodeURIComponent(resource)}`)
    expectProblem(answer, 400, 'validation_failed')
    expect(answer.body.errors).toMatchObject([{ field: 'resource' }])
    expect(answer.body.errors[0].message).toContain(advice)
  })

  it('get an access token when they are run as they are', async () => {
    const { body } = await list('acme/deployer', 'runner=same_machine')
    const [{ text }] = body.items
    const { stdout } = await runPasted(text, { DOORWARD_CLIENT_SECRET: account.clientSecret })
    expect(stdout.split('.')).toHaveLength(3)
  })

  it.each([
    ['client-curl', 'DOORWARD_CLIENT_SECRET', 'client'],
    ['curl', 'ID_TOKEN', 'req_'],
  ])('show the reason of a refusal, and leave the terminal open: %s', async (id, name, reason) => {
    const issuer = 'https://refusing.example.com'
    await createAccount(server, {
      group: 'acme',
      name: id,
      trustPolicies: [{ issuer, audience: 'us', boundClaims: { sub: 'job' } }],
    })
    const { body } = await list(`acme/${id}`, 'runner=same_machine')
    const { text } = body.items.find((item: { id: string }) => item.id === id)
    const { stdout, stderr } = await runPasted(`${text}\necho "ended with $?"`, { [name]: 'wrong' })
    expect(stdout).toBe('ended with 1\n')
    expect(stderr).toContain('error_description')
    expect(stderr).toContain(reason)
    await expect(runPasted(`set -eu\n${text}`, { [name]: 'wrong' })).rejects.toThrow(reason)
  })
})

/** Runs a snippet in a shell, as a CI job does, and reads what it left behind. */
async function runPasted(text: string, variables: Readonly<Record<string, string>>) {
  return promisify(execFile)('bash', ['-c', `${text}\nprintf %s "\${ACCESS_TOKEN}"`], {
    env: { PATH: process.env.PATH, ...variables },
  })
}
