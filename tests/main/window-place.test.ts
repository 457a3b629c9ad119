import { expect, it } from 'vitest'
import { decidePlace } from '#main/window-place.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const second = { x: 1440, y: 0, width: 1920, height: 1080 }
const remembered = { x: 1600, y: 100, width: 1000, height: 700, maximized: false }

it('opens in the middle at the usual size the first time', () => {
  expect(decidePlace(undefined, [laptop])).toEqual({ width: 1280, height: 840, maximized: false })
})

it('shrinks to a small display', () => {
  const small = { x: 0, y: 0, width: 1024, height: 600 }
  expect(decidePlace(undefined, [small])).toMatchObject({ width: 1024, height: 600 })
})

it('opens where it was closed', () => {
  expect(decidePlace(remembered, [laptop, second])).toEqual({
    position: { x: 1600, y: 100 },
    width: 1000,
    height: 700,
    maximized: false,
  })
})

it.each([
  ['its display is gone', { ...remembered }],
  ['only a sliver would show', { ...remembered, x: 1400 }],
  ['its title bar would be above the display', { ...remembered, x: 100, y: -300 }],
  ['its title bar would be below the display', { ...remembered, x: 100, y: 890 }],
])('lets the system place it when %s', (_, place) => {
  expect(decidePlace(place, [laptop])).not.toHaveProperty('position')
})

it('remembers being maximized', () => {
  expect(decidePlace({ ...remembered, maximized: true }, [laptop]).maximized).toBe(true)
})
