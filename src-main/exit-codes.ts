/** The codes with which the app ends after it has said why; the launcher then starts nothing else. */
export const exitCodes = { badSetting: 2, startFailed: 3 } as const

/** Tells an end that was explained from a crash. */
export function isExplained(code: number | null): boolean {
  return code === exitCodes.badSetting || code === exitCodes.startFailed
}
