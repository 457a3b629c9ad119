/** Service accounts: their lists, pages, forms and secrets. */
export const accounts = {} as const
