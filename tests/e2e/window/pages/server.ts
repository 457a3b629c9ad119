import type { Room } from './room.ts'

export const server: Room = { places: [] }
