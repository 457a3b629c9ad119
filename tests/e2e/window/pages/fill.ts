import { expect } from 'vitest'
import type { HeadlessProcess } from '#support/headless-process.ts'

/** Puts something on every page, long and short; rooms add what only they show. */
export async function fill(server: HeadlessProcess): Promise<void> {
  await server.api('POST', '/groups', { name: 'acme', description: 'Everything of Acme' })
  await server.api('POST', '/groups', { name: 'platform', parent: 'acme' })
  const description = 'Warehouse, pipelines and the reports that people read on Monday mornings'
  await server.api('POST', '/groups', { name: 'data', parent: 'acme', description })
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const policy = {
    issuer: 'https://gitlab.com',
    audience: 'https://doorward.acme.example',
    name: 'deploy from main',
    boundClaims: { project_id: '20', ref_protected: 'true', ref_type: 'branch' },
  }
  const accounts = [
    { name: 'backup', description: 'Copies the databases every night', days: 5, policies: [] },
    { name: 'deployer', description: 'Deploys prod', days: 30, policies: [policy] },
    {
      name: 'a-name-that-is-exactly-as-long-as-a-name-of-an-account-is-allowed'.slice(0, 64),
      days: 90,
      policies: [],
    },
  ]
  for (const { name, description = '', days, policies } of accounts) {
    const expiresAt = inDays(days - 0.01)
    const { status } = await server.api('POST', '/service-accounts', {
      group: 'acme/platform',
      name,
      description,
      clientCredentials: { enabled: true, expiresAt },
      trustPolicies: policies,
    })
    expect(status).toBe(201)
  }
  await server.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: 'acme/platform/deployer',
    assertion: `${toPart({ alg: 'RS256' })}.${toPart({ iss: 'https://other.example', sub: 'x' })}.AAAA`,
  })
}

function toPart(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
