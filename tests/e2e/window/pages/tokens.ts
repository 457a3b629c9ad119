import type { Room } from './room.ts'

export const tokens: Room = { places: [] }
