import { useState } from 'react'
import type { TableSelection } from '#renderer/components/data-table.tsx'

/** Keeps the rows that are chosen, also those of other pages. */
export function useSelection<Row extends { readonly id: string }>(shown: readonly Row[]) {
  const [kept, setKept] = useState<ReadonlyMap<string, Row>>(new Map())
  const onChange: TableSelection['onChange'] = (ids) => {
    const known = new Map([...kept, ...shown.map((row) => [row.id, row] as const)])
    setKept(new Map([...known].filter(([id]) => ids.has(id))))
  }
  // What is shown is newer than what was kept.
  const newest = new Map(shown.map((row) => [row.id, row]))
  const rows = [...kept.values()].map((row) => newest.get(row.id) ?? row)

  return {
    rows,
    table: { ids: new Set(kept.keys()), onChange } satisfies TableSelection,
    /** Whether all that is shown is chosen, so that somebody may mean still more. */
    isWhole: shown.length > 0 && shown.every(({ id }) => kept.has(id)),
    choose: (chosen: readonly Row[]) => setKept(new Map(chosen.map((row) => [row.id, row]))),
    clear: () => setKept(new Map()),
  }
}
