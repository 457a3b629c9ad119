/**
 * Tells the time like the wall clock, but never ahead of what has passed since it was made. What is
 * forgotten by it stays forgotten rightly when somebody sets a clock that ran ahead right again;
 * `elapsed` is a monotonic clock in milliseconds.
 */
export function createSteadyClock(
  now: () => number,
  elapsed: () => number = () => performance.now(),
): () => number {
  const start = now() - elapsed()
  return () => Math.min(now(), start + elapsed())
}
