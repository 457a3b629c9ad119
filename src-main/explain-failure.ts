import { StartError } from '#server/errors.ts'
import { Declined } from './declined.ts'
import { exitCodes } from './exit-codes.ts'

export interface Explanation {
  /** Undefined when the person already knows. */
  readonly message: string | undefined
  readonly exitCode: number
}

/** Says why the app could not start, and with which code it ends. */
export function explainFailure(cause: unknown): Explanation {
  if (cause instanceof Declined) return { message: undefined, exitCode: 0 }
  if (cause instanceof StartError) {
    const exitCode = cause.exitCode === 2 ? exitCodes.badSetting : exitCodes.startFailed
    return { message: cause.message, exitCode }
  }
  const reason = cause instanceof Error ? cause.message : String(cause)
  return { message: `Something unexpected went wrong: ${reason}`, exitCode: exitCodes.startFailed }
}
