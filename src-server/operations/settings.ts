import type { SettingsChange, Settings as SettingsView } from '#contract/settings.ts'
import { listWantedAlgorithms } from '#server/domain/decide-signing-algorithm.ts'
import { defaultSettings } from '#server/domain/default-settings.ts'
import type { StoredSettings } from '#server/domain/model.ts'
import type { DoorwardStore, Transaction } from '#server/store/collections.ts'
import type { Chain } from './chain.ts'
import type { OperationParts, ServerFacts } from './context.ts'
import { requireVersion } from './history.ts'

/** Gives the settings in force. */
export function findSettings(read: Pick<DoorwardStore['read'], 'settings'>): StoredSettings {
  return read.settings.find('settings') ?? defaultSettings
}

/** Implements the operations on settings. */
export function implementSettings({ settings }: Chain, { store, server, keys }: OperationParts) {
  return {
    get: settings.get.handler(() => toView(findSettings(store.read), server)),

    update: settings.update.handler(async ({ input, context: { progress } }) => {
      requireVersion(findSettings(store.read), input.version)
      const wanted = listWantedAlgorithms(applyChange(findSettings(store.read), input))
      const change = (tx: Transaction) => {
        const current = findSettings(tx)
        if (progress) progress.before = toView(current, server)
        if (progress?.target) progress.target = { ...progress.target, id: current.id }
        requireVersion(current, input.version)
        const record = applyChange(current, input)
        tx.settings.put(record)
        return record
      }
      const updated = await keys.signingKeys.ensureFor(wanted, () => store.change(change))
      return toView(updated, server)
    }),
  }
}

function applyChange(current: StoredSettings, change: SettingsChange): StoredSettings {
  return {
    ...current,
    accessTokenLifetimeSeconds:
      change.accessTokenLifetimeSeconds ?? current.accessTokenLifetimeSeconds,
    clientSecretMaximumDays: change.clientSecretMaximumDays ?? current.clientSecretMaximumDays,
    signingAlgorithm: change.signingAlgorithm ?? current.signingAlgorithm,
    signingAlgorithmByResource:
      change.signingAlgorithmByResource ?? current.signingAlgorithmByResource,
    signingKeyRotationDays: change.signingKeyRotationDays ?? current.signingKeyRotationDays,
    lockoutFailures: change.lockoutFailures ?? current.lockoutFailures,
    lockoutSeconds: change.lockoutSeconds ?? current.lockoutSeconds,
    requestsPerMinute: change.requestsPerMinute ?? current.requestsPerMinute,
    requestsPerMinutePerAddress:
      change.requestsPerMinutePerAddress ?? current.requestsPerMinutePerAddress,
    attemptsMaximum: change.attemptsMaximum ?? current.attemptsMaximum,
    attemptsMaximumDays: change.attemptsMaximumDays ?? current.attemptsMaximumDays,
    endWithSubjectToken: change.endWithSubjectToken ?? current.endWithSubjectToken,
    version: current.version + 1,
  }
}

function toView(stored: StoredSettings, server: ServerFacts): SettingsView {
  return {
    accessTokenLifetimeSeconds: stored.accessTokenLifetimeSeconds,
    clientSecretMaximumDays: stored.clientSecretMaximumDays,
    signingAlgorithm: stored.signingAlgorithm,
    signingAlgorithmByResource: stored.signingAlgorithmByResource,
    signingKeyRotationDays: stored.signingKeyRotationDays,
    lockoutFailures: stored.lockoutFailures,
    lockoutSeconds: stored.lockoutSeconds,
    requestsPerMinute: stored.requestsPerMinute,
    requestsPerMinutePerAddress: stored.requestsPerMinutePerAddress,
    attemptsMaximum: stored.attemptsMaximum,
    attemptsMaximumDays: stored.attemptsMaximumDays,
    endWithSubjectToken: stored.endWithSubjectToken,
    version: stored.version,
    server: {
      version: server.version,
      issuer: server.issuer,
      address: server.address,
      tokenEndpoint: `${server.issuer}/oauth/token`,
      dataDirectory: server.dataDirectory,
    },
  }
}
