import { expect, it } from 'vitest'
import { receiveLinks } from '#main/receive-links.ts'

it('keeps links until somebody follows them, and then hands each on at once', () => {
  const listeners: ((event: { preventDefault(): void }, link: string) => void)[] = []
  const seen = { taken: 0, followed: [] as string[] }
  const followLinks = receiveLinks({ on: (_, listener) => listeners.push(listener) })
  const open = (link: string) => {
    for (const listener of listeners) listener({ preventDefault: () => seen.taken++ }, link)
  }

  open('doorward://home')
  expect(seen).toEqual({ taken: 1, followed: [] })
  followLinks((link) => seen.followed.push(link))
  open('doorward://settings')
  expect(seen).toEqual({ taken: 2, followed: ['doorward://home', 'doorward://settings'] })
})
