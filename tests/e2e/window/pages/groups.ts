import type { Room } from './room.ts'
import { openDialog, openTab } from './steps.ts'

export const groups: Room = {
  places: [
    { name: 'groups', path: '/groups' },
    { name: 'new-group', path: '/groups', prepare: (page) => openDialog(page, 'New group') },
    { name: 'group', path: '/groups/acme/platform' },
    { name: 'subgroups', path: '/groups/acme', prepare: (page) => openTab(page, /^Groups/) },
    { name: 'group-missing', path: '/groups/no/such/group' },
  ],
}
