/** Named tokens. */
export const tokens = {} as const
