import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { SigningAlgorithm } from '#contract/settings.ts'
import { ClientLockouts } from './access/client-lockouts.ts'
import { ensureAdminToken } from './admin-token.ts'
import { AuditLog } from './audit/audit-log.ts'
import { RequestLog } from './audit/request-log.ts'
import { TokenActivity } from './audit/token-activity.ts'
import type { Config } from './config.ts'
import { decideListening, isSecure } from './domain/decide-listening.ts'
import type { ListeningSettings } from './domain/model.ts'
import { directRoutes } from './http/direct-routes.ts'
import { type Listening, stopListening, tryAddress } from './http/listen.ts'
import { createMetrics } from './http/metrics.ts'
import { onDemand } from './http/on-demand.ts'
import { RateLimits } from './http/rate-limits.ts'
import { RequestInfos } from './http/request-info.ts'
import { createRequestListener } from './http/request-listener.ts'
import { Sessions } from './http/sessions.ts'
import { portOf, Sharing } from './http/sharing.ts'
import { newId } from './ids.ts'
import type { ResolveName } from './issuers/guarded-fetch.ts'
import { IssuerKeys } from './issuers/issuer-keys.ts'
import { keepInStore } from './issuers/kept-key-sets.ts'
import { type Keys, openKeys } from './keys/keys.ts'
import type { MasterKeySource } from './keys/master-key.ts'
import type { ServerCertificate } from './keys/server-certificate.ts'
import { createVerifyDpopProof } from './keys/verify-dpop-proof.ts'
import { listNetworkAddresses } from './list-network-addresses.ts'
import { listenAsSet } from './listen-as-set.ts'
import { loadOnce } from './load-once.ts'
import type { Logger } from './logger.ts'
import { createIntrospectionEndpoint } from './oauth/introspection-endpoint.ts'
import { createLoginEndpoint } from './oauth/login-endpoint.ts'
import { toMetadata } from './oauth/metadata.ts'
import { createRevocationEndpoint } from './oauth/revocation-endpoint.ts'
import { createTokenTallies } from './oauth/tally.ts'
import { createTokenEndpoint } from './oauth/token-endpoint.ts'
import type { CertificateParts } from './open-certificate.ts'
import { openStore } from './open-store.ts'
import { toAdministrator } from './operations/administrator.ts'
import { authenticate } from './operations/authenticate.ts'
import { createFailureCounts } from './operations/begin-attempt.ts'
import { ensureBuiltIns } from './operations/built-ins.ts'
import { ChangeFeed } from './operations/change-feed.ts'
import type { OperationContext, OperationParts } from './operations/context.ts'
import type { OperationRouter } from './operations/router.ts'
import { findSettings } from './operations/settings.ts'
import { toAuditChanges, toStoredChanges } from './operations/to-changes.ts'
import { upkeepCertificate } from './operations/upkeep-certificate.ts'
import { upkeepSigningKeys } from './operations/upkeep-signing-keys.ts'
import { createRandomStock } from './random-stock.ts'
import { repeat } from './repeat.ts'
import { createSteadyClock } from './steady-clock.ts'
import type { DoorwardStore } from './store/collections.ts'
import { AttemptLog } from './trust/attempt-log.ts'
import { version } from './version.ts'

const doorward = { kind: 'system', id: 'doorward', name: 'Doorward' } as const

export interface ServerOptions {
  readonly config: Config
  readonly masterKey: MasterKeySource
  readonly logger: Logger
  /** The folder with the built window, for browsers; the desktop shows its own. */
  readonly windowFolder?: string
  /** The clock that everything goes by; the machine's own unless given. */
  readonly now?: () => number
  /** Finds the addresses of issuers by their names; the machine's own way unless given. */
  readonly resolveName?: ResolveName
}

export interface RunningServer {
  /** Where the server listens. */
  readonly url: string
  /** Our issuer identifier: the public URL, else the address. */
  readonly issuer: string
  /** Loads what answers the management API; that takes as long as the rest of a start. */
  loadRouter(): Promise<OperationRouter>
  /** SHA-256 of the TLS certificate that is shown just now; undefined without TLS. */
  readonly certificateFingerprint: string | undefined
  /** Does at once what is done every minute: rotates keys and renews the certificate where that is due. */
  upkeep(): Promise<void>
  /** Makes the context of a call that our own desktop window makes. */
  contextForDesktop(): OperationContext
  /** Makes a sign-in link for the browser window; it works once, within ten minutes. */
  createSignInLink(): string
  /** Stops accepting, finishes what runs, and closes the store with a snapshot. */
  close(): Promise<void>
}

/** What runs may take this long to finish when the server stops. */
const GRACE_MS = 3_000

/** How often the signing keys are looked after; when they sign is decided at each signature. */
const UPKEEP_INTERVAL_MS = 60_000

/** Starts Doorward; throws a `StartError` that says in one line why it cannot. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, logger } = options
  const store = await openStore(config.dataDirectory, logger)
  try {
    const state = await openState(store, options)
    return serve(await listen(state, config), state, options)
  } catch (error) {
    await store.abandon()
    throw error
  }
}

async function listen({ started, certificate, audit, attempts }: State, config: Config) {
  try {
    return await listenAsSet(started, config, certificate)
  } catch (error) {
    // The desktop app may try again in the same process, and what is on record stays so.
    await Promise.allSettled([audit.close(), attempts.close()])
    throw error
  }
}

interface State {
  readonly store: DoorwardStore
  readonly keys: Keys
  readonly audit: AuditLog
  readonly attempts: AttemptLog
  readonly activity: TokenActivity
  readonly changes: ChangeFeed
  readonly started: ListeningSettings
  readonly certificate: ServerCertificate | undefined
}

async function openState(
  store: DoorwardStore,
  { config, masterKey, logger, now = Date.now }: ServerOptions,
): Promise<State> {
  const isNew = store.read.vaultKeys.size === 0
  const keys = await openKeys(store, await masterKey.load({ mayCreate: isNew }), now)
  const { hasher } = keys
  const started = decideListening(config, findSettings(store.read).listening)
  const certificate = await findCertificate(started, {
    ...{ given: config, keys, now, logger },
    listAddresses: () => listNetworkAddresses().map(({ address }) => address),
  })
  await ensureBuiltIns({ store, now, newId })
  const tokenParts = { store, hasher, now, newId, randomBytes }
  const isReplaced = await ensureAdminToken(config.dataDirectory, tokenParts)
  const activity = new TokenActivity(now)
  const changes = new ChangeFeed()
  store.watch((touched) => {
    for (const change of toStoredChanges(touched)) changes.tell(change)
  })
  const audit = await AuditLog.open({
    file: join(config.dataDirectory, 'audit.jsonl'),
    now,
    newEventId: () => newId('evt'),
    onEvent: (entry) => {
      activity.note(entry)
      for (const resource of toAuditChanges(entry)) changes.note(resource)
    },
    onTrouble: (message, cause) => logger.error({ err: cause }, message),
  })
  if (isReplaced) {
    logger.warn('the admin token was replaced; the earlier one counts no more')
    audit.append({
      ...{ action: 'adminToken.replace', actor: doorward, result: 'ok' },
      correlationId: newId('req'),
    })
  }
  const attempts = await AttemptLog.open({
    path: join(config.dataDirectory, 'attempts.jsonl'),
    now,
    limits: () => findSettings(store.read),
    onAttempt: () => changes.note('attempts'),
    onTrouble: (message, cause) => logger.error({ err: cause }, message),
  })
  return { store, keys, audit, attempts, activity, changes, started, certificate }
}

/** Nobody without TLS waits for what TLS needs. */
async function findCertificate(started: ListeningSettings, parts: CertificateParts) {
  if (!isSecure(started)) return undefined
  const { openCertificate } = await import('./open-certificate.ts')
  return openCertificate(started, parts)
}

/** Puts the rooms together. Nothing here waits, so no request can arrive before its answer exists. */
function serve(
  { server, url }: Listening,
  { store, keys, audit, attempts, activity, changes, started, certificate }: State,
  { config, logger, windowFolder, resolveName, now = Date.now }: ServerOptions,
): RunningServer {
  const issuer = started.publicUrl ?? url
  const infos = new RequestInfos(() => newId('req'))
  const sessions = new Sessions({ now, randomBytes })
  const settings = () => findSettings(store.read)
  const origins = [issuer, url]
  const main = { host: started.host, port: portOf(server), url }
  const parts: OperationParts = {
    store,
    keys,
    issuerKeys: new IssuerKeys({
      now,
      resolveName,
      kept: keepInStore(store),
      onTrouble: (message, cause) => logger.warn({ err: cause }, message),
    }),
    verifyDpopProof: createVerifyDpopProof({ origins, now }),
    audit,
    attempts,
    activity,
    requests: new RequestLog(now, () => changes.note('requests')),
    findTrouble: () => findTrouble(store, audit),
    changes,
    lockouts: new ClientLockouts({
      store,
      record: (event) => audit.append(event),
      logger,
      now,
      rules: settings,
    }),
    failures: createFailureCounts({ store, now, rules: settings }),
    logger,
    now,
    newId,
    randomBytes,
    server: {
      ...{ version, issuer, address: url },
      ...{ dataDirectory: config.dataDirectory, startedAt: now() },
      hasPublicUrl: started.publicUrl !== null,
    },
    listeners: {
      ...{ given: config, started, main, tryAddress, certificate },
      get shared() {
        return sharing.current
      },
      listNetworkAddresses,
      share: (host, port, until) => sharing.begin(host, port, until),
      unshare: () => sharing.end(),
    },
  }
  // What describes and answers the API takes longer to load than all that issues tokens.
  const loadRouter = loadOnce(async () => {
    const { createRouter } = await import('./operations/router.ts')
    return createRouter(parts)
  })
  const tallies = createTokenTallies()
  // The tokens' own ids, which nobody gets in by.
  const oauthParts = {
    ...parts,
    issuer,
    settings,
    tallies,
    randomBytes: createRandomStock(),
    steadyNow: createSteadyClock(now),
  }
  const rateLimits = new RateLimits({ now, settings })
  const metrics = createMetrics({
    tallies,
    countRateLimited: () => rateLimits.refused,
    countLockouts: () => parts.lockouts.list().length,
    isStoreWritable: () => store.health.state !== 'read_only',
    isAuditBehind: () => audit.isBehind,
  })
  const app = onDemand(
    async () => {
      const { createApp } = await import('./http/create-app.ts')
      return createApp({
        router: await loadRouter(),
        sessions,
        audit,
        logger,
        issuer,
        infoOf: (req) => infos.of(req),
        authenticate: (caller, address) => authenticate(caller, parts, address),
        hashOf: (token) => keys.hasher.hash(token),
        async openApiDocument() {
          const { createOpenApiDocument } = await import('./http/openapi-document.ts')
          return createOpenApiDocument({ issuer, version })
        },
        findTrouble: parts.findTrouble,
        metrics,
        window: windowFolder === undefined ? undefined : { folder: windowFolder, randomBytes },
      })
    },
    (err) => logger.error({ err }, 'the management API could not be loaded'),
  )
  const direct = directRoutes({
    tokenEndpoint: createTokenEndpoint(oauthParts),
    loginEndpoint: createLoginEndpoint(oauthParts),
    introspectionEndpoint: createIntrospectionEndpoint(oauthParts),
    revocationEndpoint: createRevocationEndpoint(oauthParts),
    rateLimits,
    metrics,
    logger,
    jwks: () => keys.jwks,
    metadata: () => toMetadata(issuer, listPublishedAlgorithms(keys)),
    issuer,
  })
  activity
    .recount(audit)
    .catch((err) => logger.warn({ err }, 'tokens of the time before this start were not counted'))
  const upkeep = async () => {
    await upkeepSigningKeys(parts)
    await upkeepCertificate(parts)
  }
  const stopUpkeep = repeat(upkeep, UPKEEP_INTERVAL_MS, (err) =>
    logger.error({ err }, 'the keys could not be looked after; it is tried again'),
  )
  const answering = {
    ...{ app, direct, issuer, infos, requests: parts.requests },
    isSecure: certificate !== undefined,
    names: started.tls.kind === 'own' ? started.tls.names : [],
  }
  server.on('request', createRequestListener(answering))
  const sharing = new Sharing({
    answer: createRequestListener({ ...answering, withoutWindow: true }),
    now,
    origins,
    certificate,
    onOver: ({ url: shared }) =>
      audit.append({
        action: 'server.unshare',
        actor: doorward,
        result: 'ok',
        reason: 'time_is_over',
        before: { addresses: [shared] },
        correlationId: newId('req'),
      }),
  })

  return {
    url,
    issuer,
    loadRouter,
    upkeep,
    get certificateFingerprint() {
      return certificate?.facts.fingerprint
    },
    contextForDesktop: () => ({
      caller: { kind: 'known', principal: toAdministrator('desktop_window') },
      correlationId: newId('req'),
    }),
    createSignInLink: () => `${url}/#sign-in=${sessions.createLink()}`,
    async close() {
      changes.close()
      await Promise.all([sharing.end(), stopListening(server, GRACE_MS)])
      await stopUpkeep()
      await audit.close().catch((err) => logger.error({ err }, 'the audit log was not closed'))
      await attempts.close().catch((err) => logger.error({ err }, 'attempts were not kept'))
      await store.close()
    },
  }
}

function listPublishedAlgorithms({ signingKeys }: Keys): SigningAlgorithm[] {
  return [...new Set(signingKeys.list().map(({ algorithm }) => algorithm))]
}

function findTrouble({ health }: DoorwardStore, audit: AuditLog): string | undefined {
  if (audit.isBehind) return 'The audit log cannot be written.'
  return health.state === 'read_only' ? health.reason : undefined
}
