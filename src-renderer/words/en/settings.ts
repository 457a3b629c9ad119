/** Settings of the window and of the tokens. */
export const settings = {} as const
