import { expect, it } from 'vitest'
import { toWindowOptions } from '#main/window-options.ts'

const look = {
  place: { width: 800, height: 600, maximized: false },
  preload: '/app/preload.cjs',
  dark: true,
  zoomFactor: 1.5,
  development: false,
}

it('locks the page into the sandbox, apart from Node', () => {
  expect(toWindowOptions(look).webPreferences).toEqual({
    preload: '/app/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    spellcheck: false,
    devTools: false,
    zoomFactor: 1.5,
  })
})

it('hides the window until it has painted, on the colour of the theme', () => {
  expect(toWindowOptions(look)).toMatchObject({ show: false, backgroundColor: '#101014' })
  expect(toWindowOptions({ ...look, dark: false }).backgroundColor).toBe('#ffffff')
})

it('stands where it was put', () => {
  const position = { x: 5, y: 6 }
  expect(toWindowOptions({ ...look, place: { ...look.place, position } })).toMatchObject({
    x: 5,
    y: 6,
    width: 800,
    height: 600,
  })
  expect(toWindowOptions(look)).not.toHaveProperty('x')
})
