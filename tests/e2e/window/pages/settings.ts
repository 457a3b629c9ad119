import type { Room } from './room.ts'

export const settings: Room = { places: [{ name: 'settings', path: '/settings' }] }
