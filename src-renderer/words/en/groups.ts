/** Groups and workspaces: their lists, pages and dialogs. */
export const groups = {
  title: 'Groups',
  introduction: 'Each group holds service accounts and further groups.',
  emptyInstallation:
    'Groups hold the service accounts of a team or a product: create the first one to begin.',
  emptyGroup: 'This group has no groups below it yet.',
  search: 'Search groups',
  nothingFound: 'No group here matches “{{text}}”.',
  copyPath: 'Copy path',
  parts: 'Parts of the group',
  tabs: { serviceAccounts: 'Service Accounts', groups: 'Groups' },
  columns: {
    name: 'Name',
    description: 'Description',
    groups: 'Groups',
    serviceAccounts: 'Service accounts',
    created: 'Created',
  },
  accounts: {
    new: 'New service account',
    empty: 'A service account lets a CI job or a service get tokens without a person.',
  },
  create: {
    button: 'New group',
    title: 'New group',
    submit: 'Create group',
    name: 'Name',
    nameHint: 'Lower-case letters, digits, “-” and “_”.',
    pathHint: 'The path will be {{parent}}/…',
    description: 'Description',
    done: 'Group {{path}} was created.',
  },
  actions: {
    menu: 'More actions for this group',
    edit: 'Edit description',
    delete: 'Delete group',
  },
  edit: {
    title: 'Edit description',
    submit: 'Save',
    description: 'Description',
    length: '{{count}} of 100 characters',
    takeNewer: 'Load the newer version',
  },
  delete: {
    title: 'Delete group {{name}}?',
    submit: 'Delete group',
    done: 'Group {{path}} was deleted.',
    isEmpty: '{{path}} is empty. Deleting it cannot be undone.',
    isFull: 'This group still holds {{contents}}. Delete them first.',
  },
  count: {
    serviceAccounts_one: '{{count}} service account',
    serviceAccounts_other: '{{count}} service accounts',
    groups_one: '{{count}} group',
    groups_other: '{{count}} groups',
  },
} as const
