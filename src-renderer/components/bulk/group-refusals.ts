import type { BulkRow, Outcome } from './use-bulk.ts'

export interface RefusedGroup<Row> {
  readonly reason: string
  readonly rows: readonly Row[]
}

/** Puts together what was refused for the same reason, the most frequent first. */
export function groupRefusals<Row extends BulkRow>(
  rows: readonly Row[],
  outcomes: ReadonlyMap<string, Outcome>,
): readonly RefusedGroup<Row>[] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const outcome = outcomes.get(row.id)
    if (outcome?.status !== 'refused') continue
    const reason = sayReason(outcome)
    const group = groups.get(reason)
    if (group) group.push(row)
    else groups.set(reason, [row])
  }
  return [...groups]
    .map(([reason, some]) => ({ reason, rows: some }))
    .toSorted((one, other) => other.rows.length - one.rows.length)
}

export function sayReason({ problem }: Outcome & { status: 'refused' }): string {
  return problem.detail ?? problem.title
}
