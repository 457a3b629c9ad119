/** Who may do what: checks, roles, people and teams. */
export const access = {
  wholeInstallation: 'Whole installation',
  kinds: {
    user: 'Users',
    team: 'Teams',
    service_account: 'Service accounts',
    group: 'Groups',
    workspace: 'Workspaces',
  },
  lookup: {
    who: 'Search by name, e-mail or path',
    where: 'Search by path',
    searching: 'Searching…',
    nothing: 'Nothing found. Type another part of the name.',
    open: 'Open',
    close: 'Close',
    clear: 'Clear',
  },
} as const
