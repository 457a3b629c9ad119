/** Attempts to get a token, and what became of them. */
export const attempts = {} as const
