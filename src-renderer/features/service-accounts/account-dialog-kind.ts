/** The dialogs of an account's page; at most one is open. */
export const accountDialogs = [
  'enable-credentials',
  'reset-credentials',
  'rotate-credentials',
  'disable-credentials',
  'delete-account',
] as const

export type AccountDialogKind = (typeof accountDialogs)[number]
