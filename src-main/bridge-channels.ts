import { z } from 'zod'
import type { DesktopBridge } from '#renderer/lib/shell.ts'
import { DesktopSettingsInput } from './desktop-preferences.ts'
import { WindowPreferencesInput } from './window-preferences.ts'

/** Every call from the window to the shell, with the input that it may carry. */
export const bridgeCalls = {
  copySecret: z.strictObject({ text: z.string().min(1).max(65_536) }),
  clearSecret: z.strictObject({}),
  keepSecret: z.strictObject({}),
  saveSecret: z.strictObject({
    // A name that leads nowhere: no directories, nothing that a system takes for a command.
    name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,127}$/),
    text: z.string().min(1).max(65_536),
  }),
  requestToken: z.strictObject({
    clientId: z.string().min(1).max(2048),
    clientSecret: z.string().min(1).max(4096),
  }),
  protectContent: z.strictObject({ on: z.boolean() }),
  openExternal: z.strictObject({ url: z.string().max(4096) }),
  getPreferences: z.strictObject({}),
  changePreferences: WindowPreferencesInput,
  getDesktopSettings: z.strictObject({}),
  changeDesktopSettings: DesktopSettingsInput,
  findNewerVersion: z.strictObject({}),
  isLocked: z.strictObject({}),
  unlock: z.strictObject({}),
  takePlace: z.strictObject({}),
} as const satisfies Record<string, z.ZodType>

export type BridgeCall = keyof typeof bridgeCalls
export type BridgeOutput<Call extends BridgeCall> = Awaited<ReturnType<DesktopBridge[Call]>>
export type BridgeInput<Call extends BridgeCall> = z.output<(typeof bridgeCalls)[Call]>

/** A thrown error loses its fields between processes, so outcomes travel as plain values. */
export type BridgeOutcome<Call extends BridgeCall> =
  | { readonly ok: true; readonly value: BridgeOutput<Call> }
  | { readonly ok: false; readonly message: string }

// The preload imports types only, or zod would be bundled into it: it repeats these literals,
// and the compiler compares them.
export const CALL_CHANNEL = 'doorward:call'
export const CONNECT_CHANNEL = 'doorward:connect'
export const NEWS_CHANNEL = 'doorward:news'
export type CallChannel = typeof CALL_CHANNEL
export type ConnectChannel = typeof CONNECT_CHANNEL
export type NewsChannel = typeof NEWS_CHANNEL
