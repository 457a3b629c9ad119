/** Repeats an action without keeping the process alive for it. */
export function every(seconds: number, action: () => void): void {
  setInterval(action, seconds * 1000).unref()
}
