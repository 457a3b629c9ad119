import { expect, it } from 'vitest'
import { Places } from '#main/places.ts'

function somePlaces() {
  const seen = { called: 0, ignored: 0 }
  const places = new Places({ call: () => seen.called++, onIgnored: () => seen.ignored++ })
  return { places, seen }
}

it('keeps a place until the window takes it, once', () => {
  const { places, seen } = somePlaces()
  places.follow('doorward://groups/acme')
  expect(seen).toEqual({ called: 1, ignored: 0 })
  expect([places.take(), places.take()]).toEqual(['/groups/acme', null])
})

it('goes where it was wanted last', () => {
  const { places } = somePlaces()
  places.follow('doorward://groups/acme')
  places.lead('/settings')
  expect(places.take()).toBe('/settings')
})

it('does not even come to the front for a link that is not ours', () => {
  const { places, seen } = somePlaces()
  places.follow('doorward://delete/acme')
  expect(seen).toEqual({ called: 0, ignored: 1 })
  expect(places.take()).toBeNull()
})
