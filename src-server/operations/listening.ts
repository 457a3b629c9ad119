import type { FieldError } from '#contract/error-codes.ts'
import type { ListeningChange, Listening as ListeningView } from '#contract/listening.ts'
import {
  decideListening,
  defaultListening,
  listensAlike,
  toIssuer,
} from '#server/domain/decide-listening.ts'
import type { ListeningSettings } from '#server/domain/model.ts'
import { AppError } from '#server/errors.ts'
import type { Transaction } from '#server/store/collections.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { requireVersion } from './history.ts'
import { findSettings } from './settings.ts'

const names = ['host', 'port', 'publicUrl'] as const

/** Implements the operations on where the server listens. */
export function implementListening({ server }: Chain, parts: OperationParts) {
  const { store } = parts
  return {
    listening: server.listening.handler(() => toView(parts)),

    updateListening: server.updateListening.handler(async ({ input, context: { progress } }) => {
      const before = findSettings(store.read)
      if (progress) progress.before = toView(parts)
      requireVersion(before, input.version)
      const next = applyChange(before.listening ?? defaultListening, input)
      refuseIfAny([...findGiven(input, parts), ...(await findProblems(next, input, parts))])
      await store.change((tx: Transaction) => {
        const current = findSettings(tx)
        requireVersion(current, input.version)
        tx.settings.put({ ...current, listening: next, version: current.version + 1 })
      })
      return toView(parts)
    }),
  }
}

function applyChange(stored: ListeningSettings, change: ListeningChange): ListeningSettings {
  const { host = stored.host, port = stored.port, publicUrl = stored.publicUrl } = change
  return { host, port, publicUrl: publicUrl?.replace(/\/$/, '') ?? null }
}

/** What the start was told cannot be changed behind its back. */
function findGiven(change: ListeningChange, { listeners }: OperationParts): FieldError[] {
  return names.flatMap((field) => {
    if (change[field] === undefined || listeners.given[field] === undefined) return []
    const source = listeners.given.setBy[field] ?? 'the way in which the server was started'
    return [{ field, message: `This is set by ${source}; change it there.` }]
  })
}

async function findProblems(
  stored: ListeningSettings,
  { newIssuer }: ListeningChange,
  parts: OperationParts,
): Promise<FieldError[]> {
  const { listeners, server } = parts
  const next = decideListening(listeners.given, stored)
  const bind = await findBindProblem(next, parts)
  const issuer = toIssuer(next)
  const expected = [server.issuer, toIssuer(decideNext(parts))]
  const isKnown = issuer === null || expected.includes(issuer)
  if (isKnown || newIssuer) return bind
  const message = `All tokens would name ${issuer} as their issuer, and verifiers that expect ${server.issuer} refuse them: confirm that on purpose.`
  return [...bind, { field: 'newIssuer', message }]
}

/** Tries what differs from now; what is ours already is in nobody's way. */
async function findBindProblem(
  next: ListeningSettings,
  { listeners: { started, main, shared, tryAddress } }: OperationParts,
): Promise<FieldError[]> {
  if (next.host === started.host && next.port === started.port) return []
  const isOurs = [main.port, shared?.port].includes(next.port)
  const problem = await tryAddress(next.host, isOurs ? 0 : next.port)
  return problem ? [problem] : []
}

function refuseIfAny(fields: readonly FieldError[]): void {
  const [first] = fields
  if (first) throw new AppError('validation_failed', first.message, { fields })
}

function decideNext({ store, listeners }: OperationParts): ListeningSettings {
  return decideListening(listeners.given, findSettings(store.read).listening)
}

function toView(parts: OperationParts): ListeningView {
  const { store, server, listeners } = parts
  const { given, started, main } = listeners
  const next = decideNext(parts)
  const isSame = listensAlike(started, next)
  return {
    now: { ...started, port: main.port, issuer: server.issuer },
    next: { ...next, issuer: isSame ? server.issuer : toIssuer(next) },
    setBy: {
      host: given.setBy.host ?? null,
      port: given.setBy.port ?? null,
      publicUrl: given.setBy.publicUrl ?? null,
    },
    restartNeeded: !isSame,
    version: findSettings(store.read).version,
  }
}
