import { useEffect, useRef, useState } from 'react'
import type { Page } from '#contract/common.ts'

/** What is chosen at once is held in memory and changed one by one; beyond this a list is narrowed first. */
export const MOST_AT_ONCE = 5000

export interface Gathered<Row> {
  readonly rows: readonly Row[]
  /** Whether there are more than could be taken. */
  readonly isCut: boolean
}

export type AskPage<Row> = (page: { limit: number; cursor?: string }) => Promise<Page<Row>>

/** Reads a list to its end, page by page, telling how far it is; gives nothing when it was stopped. */
export function useGathering<Row>(ask: AskPage<Row>) {
  const [count, setCount] = useState<number>()
  const stopper = useRef<AbortController>(undefined)
  useEffect(() => () => stopper.current?.abort(), [])

  const gather = async (): Promise<Gathered<Row> | undefined> => {
    const stop = new AbortController()
    stopper.current = stop
    setCount(0)
    try {
      const rows: Row[] = []
      for await (const page of readPages(ask)) {
        if (stop.signal.aborted) return undefined
        rows.push(...page.items)
        setCount(rows.length)
        if (rows.length < MOST_AT_ONCE) continue
        const isCut = rows.length > MOST_AT_ONCE || page.nextCursor !== null
        return { rows: rows.slice(0, MOST_AT_ONCE), isCut }
      }
      return { rows, isCut: false }
    } finally {
      setCount(undefined)
    }
  }

  return { gather, stop: () => stopper.current?.abort(), count }
}

async function* readPages<Row>(ask: AskPage<Row>, cursor?: string): AsyncGenerator<Page<Row>> {
  const page = await ask({ limit: 100, ...(cursor && { cursor }) })
  yield page
  if (page.nextCursor !== null) yield* readPages(ask, page.nextCursor)
}
