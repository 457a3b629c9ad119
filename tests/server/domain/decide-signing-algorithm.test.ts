import { expect, it } from 'vitest'
import {
  decideSigningAlgorithm,
  listWantedAlgorithms,
} from '#server/domain/decide-signing-algorithm.ts'

const settings = {
  signingAlgorithm: 'ES256',
  signingAlgorithmByResource: {
    'https://old.example': 'RS256',
    'https://older.example': 'RS256',
    'https://new.example': 'EdDSA',
  },
} as const

it.each([
  ['the default for what is not named', ['https://api.example'], 'ES256'],
  ['the default for no audience', [], 'ES256'],
  ['what a resource needs', ['https://old.example'], 'RS256'],
  ['what several need alike', ['https://old.example', 'https://older.example'], 'RS256'],
  ['nothing for different needs', ['https://old.example', 'https://new.example'], undefined],
  [
    'nothing when one is served by default',
    ['https://old.example', 'https://api.example'],
    undefined,
  ],
  ['the default for another spelling', ['https://old.example/'], 'ES256'],
  ['the default for another letter case', ['https://OLD.example'], 'ES256'],
  ['the default for inherited names', ['toString', 'constructor', '__proto__'], 'ES256'],
] as const)('chooses %s', (_, audiences, algorithm) => {
  expect(decideSigningAlgorithm(audiences, settings)).toBe(algorithm)
})

it('wants ES256 and RS256 always, and EdDSA where it is asked for', () => {
  const plain = { signingAlgorithm: 'RS256', signingAlgorithmByResource: {} } as const
  expect([...listWantedAlgorithms(plain)]).toEqual(['ES256', 'RS256'])
  expect([...listWantedAlgorithms({ ...plain, signingAlgorithm: 'EdDSA' })]).toContain('EdDSA')
  expect([...listWantedAlgorithms(settings)]).toContain('EdDSA')
})
