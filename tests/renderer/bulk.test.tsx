import { act, render, renderHook, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { BulkOutcomes } from '#renderer/components/bulk/bulk-outcomes.tsx'
import type { Outcome } from '#renderer/components/bulk/use-bulk.ts'
import { type AskPage, useGathering } from '#renderer/components/bulk/use-gathering.ts'
import { createProblem } from '#renderer/lib/problem.ts'

/** A list of so many numbers. */
function aList(total: number) {
  return vi.fn<AskPage<number>>(async ({ limit, cursor = '0' }) => {
    const begin = Number(cursor)
    const end = Math.min(total, begin + limit)
    const items = Array.from({ length: end - begin }, (_, index) => begin + index)
    return { items, nextCursor: end < total ? String(end) : null }
  })
}

it.each([
  [0, 0, false],
  [230, 230, false],
  [5000, 5000, false],
  [5001, 5000, true],
  [20_000, 5000, true],
])('of %d matching rows %d are gathered', async (total, gathered, isCut) => {
  const ask = aList(total)
  const { result } = renderHook(() => useGathering(ask))
  const answer = await act(() => result.current.gather())

  expect(answer?.rows).toHaveLength(gathered)
  expect(answer?.isCut).toBe(isCut)
  // Nothing is read that is not taken.
  expect(ask.mock.calls.length).toBeLessThanOrEqual(Math.max(1, gathered / 100 + 1))
})

it('gathering ends when somebody stops it, and gives nothing', async () => {
  const list = aList(1000)
  const stopping = { stop: () => {} }
  const ask = vi.fn<AskPage<number>>((page) => {
    if (page.cursor === '200') stopping.stop()
    return list(page)
  })
  const { result } = renderHook(() => useGathering(ask))
  stopping.stop = result.current.stop
  expect(await act(() => result.current.gather())).toBeUndefined()
  expect(ask).toHaveBeenCalledTimes(3)
})

it('of many rows, those refused for one reason stand together', () => {
  const rows = Array.from({ length: 150 }, (_, number) => ({ id: `sa_${number}` }))
  const refuse = (detail: string): Outcome => ({
    status: 'refused',
    problem: createProblem('read_only', { detail }),
  })
  const outcomes = new Map<string, Outcome>([
    ['sa_9', refuse('It is in use.')],
    ...rows.slice(20, 25).map(({ id }) => [id, refuse('It cannot be changed.')] as const),
    ['sa_1', { status: 'done' }],
  ])
  render(
    <BulkOutcomes rows={rows} outcomes={outcomes} nameOf={({ id }) => id} detailOf={() => null} />,
  )

  const lines = screen.getAllByRole('listitem').map(({ textContent }) => textContent)
  expect(lines.slice(0, 2)).toEqual([
    'It cannot be changed.sa_20, sa_21, sa_22 and 2 moreRefused',
    'It is in use.sa_9Refused',
  ])
  expect(lines).toHaveLength(2 + 100 + 1)
  expect(lines.at(-1)).toBe('and 44 more')
})
