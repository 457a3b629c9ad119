import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { defaultSettings } from '#server/domain/default-settings.ts'
import { collections } from '#server/store/collections.ts'
import { schemaVersion, toSchemaMigrations } from '#server/store/schema.ts'
import { Store } from '#server/store/store.ts'

const logger = { info() {}, warn() {}, error() {} }
const history = { createdAt: 5, updatedAt: 6, version: 3 }

/** Writes records as version 1 of the schema had them. */
async function aDirectoryOfSchema1(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'doorward-schema-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const store = await Store.open({ directory, collections, logger, schemaVersion: 1 })
  await store.change((tx) => {
    // Records of version 1 lack what today's types demand; that is what is tested.
    const put = (collection: { put(record: never): void }, record: object) =>
      collection.put(record as never)
    put(tx.serviceAccounts, { id: 'sa_1', path: 'deployer', groupId: null, ...history })
    put(tx.trustPolicies, { id: 'tp_1', accountId: 'sa_1', position: 0, issuerId: 'iss_1' })
    put(tx.issuers, { id: 'iss_1', url: 'https://ci.example', ...history })
    put(tx.publicKeys, { id: 'key_1', accountId: 'sa_1', publicJwk: { kid: 'mine' } })
    put(tx.publicKeys, { id: 'key_2', accountId: 'sa_1', publicJwk: { kty: 'RSA' } })
    put(tx.signingKeys, { id: 'thumbprint', createdAt: 7 })
    put(tx.settings, { id: 'settings', accessTokenLifetimeSeconds: 900, version: 4 })
  })
  await store.close()
  return directory
}

const recognise = (url: string) => ({
  profile: url === 'https://ci.example' ? ('gitlab' as const) : ('generic' as const),
  replay: 'reuse' as const,
  allowMultipleAudiences: false,
})

const open = (directory: string) =>
  Store.open({
    directory,
    collections,
    logger,
    schemaVersion,
    migrations: toSchemaMigrations(recognise),
  })

it('gives records of version 1 what today’s have, and keeps what they had', async () => {
  const store = await open(await aDirectoryOfSchema1())
  const { read } = store
  expect(read.serviceAccounts.find('sa_1')).toMatchObject({
    ...history,
    tokenSettings: { allowedResources: [], dpopBoundAccessTokens: false },
  })
  expect(read.trustPolicies.find('tp_1')).toMatchObject({ exceptions: [], version: 1 })
  expect(read.issuers.find('iss_1')).toMatchObject({
    version: 3,
    profile: 'gitlab',
    replay: 'reuse',
    keySource: { kind: 'discovery' },
  })
  expect(read.publicKeys.find('key_1')).toMatchObject({ keyId: 'mine' })
  expect(read.publicKeys.find('key_2')).toMatchObject({ keyId: 'key_2' })
  expect(read.signingKeys.find('thumbprint')).toMatchObject({ activeFrom: 7, retiredAt: null })
  expect(read.settings.find('settings')).toEqual({
    ...defaultSettings,
    accessTokenLifetimeSeconds: 900,
    version: 4,
  })
  await store.close()
})

it('does the same from the journal of a killed process', async () => {
  const directory = await aDirectoryOfSchema1()
  const copy = `${directory}-copy`
  onTestFinished(() => rm(copy, { recursive: true, force: true }))
  await cp(directory, copy, { recursive: true })
  const [first, second] = [await open(directory), await open(copy)]
  expect(second.read.issuers.list('all', 'all')).toEqual(first.read.issuers.list('all', 'all'))
  await Promise.all([first.close(), second.close()])
})
