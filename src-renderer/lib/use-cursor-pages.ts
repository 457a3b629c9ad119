import { useState } from 'react'

/** Walks a list by its cursors, forwards and back; starts anew whenever `listKey` changes. */
export function useCursorPages(listKey: string): CursorPages {
  const [walk, setWalk] = useState<Walk>({ listKey, cursors: [] })
  const cursors = walk.listKey === listKey ? walk.cursors : []

  return {
    pageNumber: cursors.length + 1,
    cursor: cursors.at(-1),
    goForward: (cursor: string) => setWalk({ listKey, cursors: [...cursors, cursor] }),
    goBack: () => setWalk({ listKey, cursors: cursors.slice(0, -1) }),
  }
}

export interface CursorPages {
  readonly pageNumber: number
  readonly cursor: string | undefined
  readonly goForward: (cursor: string) => void
  readonly goBack: () => void
}

interface Walk {
  readonly listKey: string
  readonly cursors: readonly string[]
}
