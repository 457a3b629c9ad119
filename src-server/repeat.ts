/**
 * Does something now and again and again, never twice at a time, and holds no process open for it.
 * What goes wrong is reported and tried again; the function that ends it waits for what still runs.
 */
export function repeat(
  task: () => Promise<void>,
  intervalMs: number,
  onTrouble: (error: unknown) => void,
): () => Promise<void> {
  const run = { current: Promise.resolve(), isRunning: false }
  const start = () => {
    if (run.isRunning) return
    run.isRunning = true
    run.current = task()
      .catch(onTrouble)
      .finally(() => {
        run.isRunning = false
      })
  }
  start()
  const timer = setInterval(start, intervalMs).unref()
  return () => {
    clearInterval(timer)
    return run.current
  }
}
