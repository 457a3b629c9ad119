/** The value in the middle; what a noisy machine did in a few rounds does not move it. */
export function toMedian(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** The median of the quotients of what was measured in the same round, for noise meets both alike. */
export function toPairedRatio(ours: readonly number[], theirs: readonly number[]): number {
  return toMedian(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)))
}
