import { useState } from 'react'
import { type Problem, toProblem } from '#renderer/lib/problem.ts'
import { runEach } from './run-each.ts'

/** How the change to one row ended. */
export type Outcome = { readonly status: 'done' } | { readonly status: 'refused'; problem: Problem }

export interface BulkRow {
  readonly id: string
}

/** Changes many rows, each by itself: what refuses one does not keep the others. */
export function useBulk<Row extends BulkRow>(
  rows: readonly Row[],
  change: (row: Row) => Promise<unknown>,
) {
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [busy, setBusy] = useState(false)

  const run = async (chosen: readonly Row[]): Promise<readonly Row[]> => {
    setBusy(true)
    const ended = new Map<string, Outcome>()
    await runEach(chosen, change, ({ id }, error) => {
      const outcome = toOutcome(error)
      ended.set(id, outcome)
      setOutcomes((before) => new Map(before).set(id, outcome))
    })
    setBusy(false)
    return chosen.filter(({ id }) => ended.get(id)?.status === 'refused')
  }

  const of = (status: Outcome['status']) =>
    rows.filter(({ id }) => outcomes.get(id)?.status === status)
  return { outcomes, busy, run, done: of('done'), refused: of('refused') }
}

function toOutcome(error: unknown): Outcome {
  return error === undefined ? { status: 'done' } : { status: 'refused', problem: toProblem(error) }
}
