import type { Settings as SettingsView } from '#contract/settings.ts'
import { defaultSettings } from '#server/domain/default-settings.ts'
import type { StoredSettings } from '#server/domain/model.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import type { Chain } from './chain.ts'
import type { OperationParts, ServerFacts } from './context.ts'
import { requireVersion } from './history.ts'

/** Gives the settings in force. */
export function findSettings(read: Pick<DoorwardStore['read'], 'settings'>): StoredSettings {
  return read.settings.find('settings') ?? defaultSettings
}

/** Implements the operations on settings. */
export function implementSettings({ settings }: Chain, { store, server }: OperationParts) {
  return {
    get: settings.get.handler(() => toView(findSettings(store.read), server)),

    update: settings.update.handler(async ({ input, context: { progress } }) => {
      const updated = await store.change((tx) => {
        const current = findSettings(tx)
        if (progress) progress.before = toView(current, server)
        if (progress?.target) progress.target = { ...progress.target, id: current.id }
        requireVersion(current, input.version)
        const record: StoredSettings = {
          ...current,
          accessTokenLifetimeSeconds:
            input.accessTokenLifetimeSeconds ?? current.accessTokenLifetimeSeconds,
          clientSecretMaximumDays: input.clientSecretMaximumDays ?? current.clientSecretMaximumDays,
          signingAlgorithm: input.signingAlgorithm ?? current.signingAlgorithm,
          lockoutFailures: input.lockoutFailures ?? current.lockoutFailures,
          lockoutSeconds: input.lockoutSeconds ?? current.lockoutSeconds,
          requestsPerMinute: input.requestsPerMinute ?? current.requestsPerMinute,
          requestsPerMinutePerAddress:
            input.requestsPerMinutePerAddress ?? current.requestsPerMinutePerAddress,
          version: current.version + 1,
        }
        tx.settings.put(record)
        return record
      })
      return toView(updated, server)
    }),
  }
}

function toView(stored: StoredSettings, server: ServerFacts): SettingsView {
  return {
    accessTokenLifetimeSeconds: stored.accessTokenLifetimeSeconds,
    clientSecretMaximumDays: stored.clientSecretMaximumDays,
    signingAlgorithm: stored.signingAlgorithm,
    lockoutFailures: stored.lockoutFailures,
    lockoutSeconds: stored.lockoutSeconds,
    requestsPerMinute: stored.requestsPerMinute,
    requestsPerMinutePerAddress: stored.requestsPerMinutePerAddress,
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
