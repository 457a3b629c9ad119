import type { WhenClosed } from '#renderer/lib/desktop-controls.ts'

/** Decides what closing the last window means; macOS keeps apps without a window by custom. */
export function decideClose(
  platform: NodeJS.Platform,
  whenClosed: WhenClosed,
): 'stay' | 'quit' | 'ask' {
  if (whenClosed === 'keep_running') return 'stay'
  if (whenClosed === 'quit') return 'quit'
  return platform === 'darwin' ? 'stay' : 'ask'
}
