/** Outside identity providers. */
export const issuers = {} as const
