import { type SigningAlgorithm as Algorithm, SigningAlgorithm } from '#contract/settings.ts'
import type { SigningKey as SigningKeyView } from '#contract/signing-keys.ts'
import { KEPT_AFTER_RETIREMENT_MS, toKeyState } from '#server/domain/decide-signing-keys.ts'
import type { SigningKey } from '#server/domain/model.ts'
import { toInstant, toInstantOrNull } from '#server/domain/times.ts'
import { AppError } from '#server/errors.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'

/** Implements the operations on signing keys. */
export function implementSigningKeys({ signingKeys }: Chain, { keys, now }: OperationParts) {
  return {
    list: signingKeys.list.handler(() => toViews(keys.signingKeys.list(), now())),

    rotate: signingKeys.rotate.handler(async ({ input, context: { progress } }) => {
      const before = keys.signingKeys.list()
      if (progress) progress.before = toViews(before, now())
      await keys.signingKeys.rotate(chooseAlgorithms(before, input.algorithm), input.immediately)
      return toViews(keys.signingKeys.list(), now())
    }),
  }
}

/** Those that have a key that could be replaced: the one that was asked for, or all. */
function chooseAlgorithms(keys: readonly SigningKey[], asked: Algorithm | undefined): Algorithm[] {
  const rotating = SigningAlgorithm.options.filter((algorithm) =>
    keys.some((key) => key.algorithm === algorithm && key.retiredAt === null),
  )
  if (asked === undefined) return rotating
  if (rotating.includes(asked)) return [asked]
  const message = 'There is no key of this algorithm: choose it in the settings first.'
  throw new AppError('validation_failed', message, { fields: [{ field: 'algorithm', message }] })
}

function toViews(keys: readonly SigningKey[], now: number): { items: SigningKeyView[] } {
  return { items: keys.map((key) => toView(key, keys, now)) }
}

function toView(key: SigningKey, keys: readonly SigningKey[], now: number): SigningKeyView {
  const { id, algorithm, createdAt, activeFrom, retiredAt } = key
  return {
    id,
    algorithm,
    state: toKeyState(key, keys, now),
    createdAt: toInstant(createdAt),
    activeFrom: toInstant(activeFrom),
    retiredAt: toInstantOrNull(retiredAt),
    publishedUntil: toInstantOrNull(retiredAt && retiredAt + KEPT_AFTER_RETIREMENT_MS),
  }
}
