/** The dialogs of an account's page; at most one is open. */
export type AccountDialogKind =
  | 'enable-credentials'
  | 'reset-credentials'
  | 'rotate-credentials'
  | 'disable-credentials'
  | 'delete-account'
