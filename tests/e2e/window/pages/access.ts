import type { Room } from './room.ts'

export const access: Room = { places: [] }
