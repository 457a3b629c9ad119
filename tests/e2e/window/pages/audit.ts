import type { Room } from './room.ts'
import { press } from './steps.ts'

export const audit: Room = {
  places: [
    { name: 'audit', path: '/audit' },
    {
      name: 'audit-event',
      path: '/audit?what=serviceAccounts',
      prepare: async (page) => {
        await page
          .getByText(/^Details of event/)
          .first()
          .click()
      },
    },
    { name: 'audit-filtered', path: '/audit?what=access&result=refused&period=own' },
    { name: 'audit-export', path: '/audit', prepare: (page) => press(page, 'Export') },
    { name: 'audit-empty', path: '/audit?what=teams' },
    {
      name: 'audit-verified',
      path: '/audit',
      prepare: async (page) => {
        await press(page, 'Verify chain')
        await page.getByText(/^The chain is whole/).waitFor()
      },
    },
  ],
}
