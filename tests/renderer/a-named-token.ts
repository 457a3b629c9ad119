import type { IssuedToken, NamedToken } from '#contract/tokens.ts'

export const TOKEN_VALUE = 'dwat_public_TheTokenPartThatNobodyMayKeep'

export function aNamedToken(changes: Partial<NamedToken> = {}): NamedToken {
  return {
    id: 'tok_1',
    name: 'nightly backup',
    intent: 'api',
    owner: { kind: 'service_account', id: 'sa_1', name: 'acme/deployer' },
    hint: 'Keep',
    permissions: null,
    namespaces: null,
    expiresAt: '2026-12-01T10:00:00Z',
    rotateOnExpiry: false,
    state: 'live',
    createdAt: '2026-11-01T10:00:00Z',
    createdBy: { kind: 'administrator', id: 'admin', name: 'Administrator' },
    lastUsedAt: null,
    lastUsedAddress: null,
    lastUsedMethod: null,
    ...changes,
  }
}

export function anIssuedToken(changes: Partial<NamedToken> = {}): IssuedToken {
  return { token: aNamedToken(changes), value: TOKEN_VALUE }
}
