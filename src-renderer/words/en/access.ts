/** Who may do what: check, roles, users, teams. */
export const access = {} as const
