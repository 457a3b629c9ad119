import type { Room } from './room.ts'

export const home: Room = { places: [] }
