/** What was done, by whom. */
export const audit = {} as const
