import { defaultSettings } from '#server/domain/default-settings.ts'
import type { Issuer } from '#server/domain/model.ts'
import { defaultTokenSettings } from '#server/domain/token-settings.ts'
import type { StoredRecord } from './collection.ts'
import type { Migrations, RawCollections } from './migrations.ts'

/** The version of the records that this program reads and writes. */
export const schemaVersion = 2

const system = { kind: 'system', id: 'doorward', name: 'Doorward' } as const
const unknownHistory = {
  createdAt: 0,
  createdBy: system,
  updatedAt: 0,
  updatedBy: system,
  version: 1,
}

/** What a provider's issuers are like by default, told by their URL. */
export type RecogniseIssuer = (
  url: string,
) => Pick<Issuer, 'profile' | 'replay' | 'allowMultipleAudiences'>

/** What turns the records of every earlier version into those of the next. */
export const toSchemaMigrations = (recognise: RecogniseIssuer): Migrations => ({
  1: (collections) => {
    addFields(collections, 'serviceAccounts', () => ({ tokenSettings: defaultTokenSettings }))
    addFields(collections, 'trustPolicies', () => ({ exceptions: [], ...unknownHistory }))
    addFields(collections, 'issuers', ({ url }) => ({
      keySource: { kind: 'discovery' },
      certificateAuthority: null,
      ...recognise(String(url)),
    }))
    addFields(collections, 'publicKeys', ({ id, publicJwk }) => ({
      name: '',
      keyId: toKeyId(publicJwk) ?? id,
      createdBy: system,
    }))
    addFields(collections, 'signingKeys', ({ createdAt }) => ({
      activeFrom: createdAt,
      retiredAt: null,
    }))
    addFields(collections, 'settings', () => defaultSettings)
  },
})

/** Gives every record of a collection the fields that it lacks. */
function addFields(
  collections: RawCollections,
  name: string,
  missing: (record: Readonly<Record<string, unknown>> & StoredRecord) => object,
): void {
  const records = collections.get(name)
  for (const [id, record] of records ?? []) {
    records?.set(id, { ...missing({ ...record }), ...record })
  }
}

function toKeyId(publicJwk: unknown): string | undefined {
  if (typeof publicJwk !== 'object' || publicJwk === null || !('kid' in publicJwk)) return undefined
  return typeof publicJwk.kid === 'string' ? publicJwk.kid : undefined
}
