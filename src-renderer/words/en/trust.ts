/** Trust policies: builder, tester, findings, traces. */
export const trust = {} as const
