import { frame } from './en/frame.ts'
import { groups } from './en/groups.ts'

/** Every word of the window, a catalogue for each of its rooms. */
export const english = { frame, groups } as const
