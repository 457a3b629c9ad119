/** The server: where it listens, its keys, its log. */
export const server = {} as const
