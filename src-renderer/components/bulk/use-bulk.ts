import { useEffect, useRef, useState } from 'react'
import { type Problem, toProblem } from '#renderer/lib/problem.ts'
import { runEach } from './run-each.ts'

/** How the change to one row ended. */
export type Outcome = { readonly status: 'done' } | { readonly status: 'refused'; problem: Problem }

export interface BulkRow {
  readonly id: string
}

/** Thousands of changes are shown in steps, not one by one. */
const SHOW_EVERY_MS = 150

/** Changes many rows, each by itself: what refuses one does not keep the others. */
export function useBulk<Row extends BulkRow>(
  rows: readonly Row[],
  change: (row: Row) => Promise<unknown>,
) {
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [busy, setBusy] = useState(false)
  const stopper = useRef<AbortController>(undefined)
  // Whoever leaves the page has not asked for the rest to be changed unseen.
  useEffect(() => () => stopper.current?.abort(), [])

  /** Gives the rows that are not changed afterwards: they were refused, or it was stopped before. */
  const run = async (chosen: readonly Row[]): Promise<readonly Row[]> => {
    const stop = new AbortController()
    const ended = new Map(outcomes)
    const show = () => setOutcomes(new Map(ended))
    const timer = setInterval(show, SHOW_EVERY_MS)
    stopper.current = stop
    setBusy(true)
    const note = ({ id }: Row, error: unknown) => ended.set(id, toOutcome(error))
    await runEach(chosen, change, note, stop.signal)
    clearInterval(timer)
    show()
    setBusy(false)
    return chosen.filter(({ id }) => ended.get(id)?.status !== 'done')
  }

  const of = (status: Outcome['status'] | undefined) =>
    rows.filter(({ id }) => outcomes.get(id)?.status === status)
  return {
    outcomes,
    busy,
    run,
    stop: () => stopper.current?.abort(),
    done: of('done'),
    refused: of('refused'),
    untried: of(undefined),
  }
}

function toOutcome(error: unknown): Outcome {
  return error === undefined ? { status: 'done' } : { status: 'refused', problem: toProblem(error) }
}
