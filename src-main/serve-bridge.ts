import {
  type BridgeCall,
  type BridgeInput,
  type BridgeOutcome,
  type BridgeOutput,
  bridgeCalls,
  CALL_CHANNEL,
} from './bridge-channels.ts'
import type { Sender } from './our-frame.ts'

/** The part of Electron that hands in calls from pages. */
export interface CallReceiver {
  handle(
    channel: string,
    listener: (event: Sender, name: unknown, input: unknown) => Promise<unknown>,
  ): void
}

export type BridgeHandlers = {
  readonly [Call in BridgeCall]: (
    input: BridgeInput<Call>,
  ) => BridgeOutput<Call> | Promise<BridgeOutput<Call>>
}

export interface BridgeParts {
  readonly receiver: CallReceiver
  readonly isOurs: (event: Sender) => boolean
  readonly handlers: BridgeHandlers
  readonly onFailure: (name: BridgeCall, cause: unknown) => void
}

/** Serves the shell's calls to our own window, and to nobody else; it is the only receiver of calls. */
export function serveBridge({ receiver, isOurs, handlers, onFailure }: BridgeParts): void {
  receiver.handle(CALL_CHANNEL, async (event, name, input) => {
    if (!isOurs(event)) return refuse('This page may not call the shell.')
    if (!isBridgeCall(name)) return refuse('The shell has no such call.')

    const parsed = bridgeCalls[name].safeParse(input)
    if (!parsed.success) return refuse(`The input of ${name} is not valid.`)
    // Safe: the input has just been parsed by this call's own schema.
    const handler = handlers[name] as (input: unknown) => unknown
    try {
      return { ok: true, value: await handler(parsed.data) }
    } catch (cause) {
      if (cause instanceof BridgeRefusal) return refuse(cause.message)
      onFailure(name, cause)
      return refuse(`${name} failed.`)
    }
  })
}

/** A refusal whose message is meant for the person at the window. */
export class BridgeRefusal extends Error {
  override readonly name = 'BridgeRefusal'
}

function isBridgeCall(name: unknown): name is BridgeCall {
  return typeof name === 'string' && Object.hasOwn(bridgeCalls, name)
}

function refuse(message: string): BridgeOutcome<BridgeCall> {
  return { ok: false, message }
}
