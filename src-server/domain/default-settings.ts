import type { StoredSettings } from './model.ts'

/** What holds for an installation until somebody sets something else. */
export const defaultSettings: StoredSettings = {
  id: 'settings',
  accessTokenLifetimeSeconds: 300,
  clientSecretMaximumDays: 90,
  signingAlgorithm: 'ES256',
  signingAlgorithmByResource: {},
  signingKeyRotationDays: 90,
  endWithSubjectToken: true,
  lockoutFailures: 10,
  lockoutSeconds: 30,
  requestsPerMinute: 0,
  requestsPerMinutePerAddress: 3_000_000,
  attemptsMaximum: 5000,
  attemptsMaximumDays: 30,
  version: 1,
}
