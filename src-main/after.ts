/** Runs an action after a time without keeping the process alive for it; the answer calls it off. */
export function after(seconds: number, action: () => void): () => void {
  const timer = setTimeout(action, seconds * 1000)
  timer.unref()
  return () => clearTimeout(timer)
}
