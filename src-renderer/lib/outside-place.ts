/** Marks a navigation that nobody asked for in the window, such as one by a link from outside. */
export const fromOutside = { fromOutside: true } as const

/** Tells such a navigation, so that one that must not be interrupted can refuse it. */
export function isFromOutside({ state }: { readonly state: unknown }): boolean {
  return typeof state === 'object' && state !== null && 'fromOutside' in state
}
