import { frame } from './en/frame.ts'

/** Every word of the window, a catalogue for each of its rooms. */
export const english = { frame } as const
