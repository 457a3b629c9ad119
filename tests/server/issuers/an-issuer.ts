import type { Issuer } from '#server/domain/model.ts'

const administrator = { kind: 'administrator', id: 'admin', name: 'Administrator' } as const

/** Makes an issuer on the public internet whose tokens live up to an hour. */
export function anIssuer(more: Partial<Issuer> = {}): Issuer {
  return {
    id: 'iss_1',
    url: 'https://ci.example',
    label: 'ci.example',
    enabled: true,
    allowPrivateNetwork: false,
    algorithms: ['RS256', 'ES256'],
    maxTokenAgeSeconds: 3600,
    profile: 'generic',
    keySource: { kind: 'discovery' },
    certificateAuthority: null,
    allowMultipleAudiences: false,
    replay: 'once',
    createdAt: 0,
    createdBy: administrator,
    updatedAt: 0,
    updatedBy: administrator,
    version: 1,
    ...more,
  }
}
