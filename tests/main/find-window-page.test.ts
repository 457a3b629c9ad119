import { expect, it } from 'vitest'
import { findWindowPage } from '#main/find-window-page.ts'

const bundled = { url: 'app://bundle/', origin: 'app://bundle', development: false }

it('shows the built files', () => {
  expect(findWindowPage({ isPackaged: true, developmentUrl: undefined })).toEqual(bundled)
})

it('shows the development server where there is one', () => {
  const developmentUrl = 'http://localhost:5173/'
  expect(findWindowPage({ isPackaged: false, developmentUrl })).toEqual({
    url: developmentUrl,
    origin: 'http://localhost:5173',
    development: true,
  })
})

it.each([
  ['in a packaged app', true, 'http://localhost:5173/'],
  ['for another machine', false, 'http://evil.example/'],
  ['for a name that only begins like ours', false, 'http://localhost.evil.example/'],
  ['for a file', false, 'file:///tmp/x.html'],
  ['for nonsense', false, 'nonsense'],
])('ignores the variable %s', (_, isPackaged, developmentUrl) => {
  expect(findWindowPage({ isPackaged, developmentUrl })).toEqual(bundled)
})
