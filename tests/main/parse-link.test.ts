import { describe, expect, it } from 'vitest'
import { dropFromLink, findLink, parseLink } from '#main/parse-link.ts'

describe('a link', () => {
  it.each([
    ['doorward://home', '/'],
    ['doorward://home/', '/'],
    ['doorward://groups', '/'],
    ['doorward://groups/acme/platform', '/groups/acme/platform'],
    ['doorward://groups/acme/', '/groups/acme'],
    ['doorward://service-accounts', '/service-accounts'],
    ['doorward://service-accounts/acme/deployer', '/service-accounts/acme/deployer'],
    ['doorward://new-service-account/acme', '/groups/acme/-/service-accounts/new'],
    ['doorward://issuers', '/issuers'],
    ['doorward://settings/', '/settings'],
  ])('leads somewhere: %s', (link, place) => {
    expect(parseLink(link)).toBe(place)
  })

  it.each([
    ['another scheme', 'https://groups/acme'],
    ['a scheme that begins like ours', 'doorwards://groups/acme'],
    ['no slashes', 'doorward:groups/acme'],
    ['one slash', 'doorward:/groups/acme'],
    ['no noun', 'doorward://'],
    ['an unknown noun', 'doorward://delete/acme'],
    ['an inherited noun', 'doorward://constructor/acme'],
    ['its prototype', 'doorward://__proto__/acme'],
    ['another spelling', 'DOORWARD://groups/acme'],
    ['a noun in capitals', 'doorward://GROUPS/acme'],
    ['credentials', 'doorward://me:pw@groups/acme'],
    ['a port', 'doorward://groups:1/acme'],
    ['a query', 'doorward://groups/acme?delete=1'],
    ['a fragment', 'doorward://groups/acme#sign-in=abc'],
    ['an action of the window', 'doorward://service-accounts/acme/deployer/-/edit'],
    ['dots', 'doorward://groups/../settings'],
    ['encoded dots', 'doorward://groups/%2e%2e/settings'],
    ['an encoded slash', 'doorward://groups/acme%2f-%2fservice-accounts'],
    ['a backslash', 'doorward://groups\\acme'],
    ['an empty name', 'doorward://groups//evil.example'],
    ['a second address', 'doorward://groups/https://evil.example'],
    ['a script', 'doorward://groups/javascript:alert(1)'],
    ['a line break', 'doorward://groups/acme\n--port=1'],
    ['a null byte', 'doorward://groups/acme\0'],
    ['capitals in a name', 'doorward://groups/Acme'],
    ['a switch', 'doorward://groups/--inspect'],
    ['text after the link', 'doorward://groups/acme --inspect'],
    ['something before the link', ' doorward://groups/acme'],
    ['more below a page that has nothing below', 'doorward://settings/tokens'],
    ['a form without a group', 'doorward://new-service-account'],
    ['too deep a path', `doorward://groups/${Array(22).fill('a').join('/')}`],
    ['too long a link', `doorward://groups/${'a/'.repeat(2000)}a`],
  ])('is ignored with %s', (_, link) => {
    expect(parseLink(link)).toBeUndefined()
  })
})

it.each([
  [['/app', '--port', '0'], undefined],
  [['/app', 'doorward://home'], 'doorward://home'],
  [['doorward://home', 'doorward://settings'], 'doorward://home'],
  [['--data-dir', 'C:\\doorward'], undefined],
  [['https://example.com/doorward://home'], undefined],
  [['Doorward:x'], 'Doorward:x'],
])('finds the link among the arguments: %j', (args, link) => {
  expect(findLink(args)).toBe(link)
})

it.each([
  [
    ['--port', '0'],
    ['--port', '0'],
  ],
  [
    ['--port', '0', 'doorward://home', '--host', '0.0.0.0'],
    ['--port', '0'],
  ],
  [['DOORWARD:x', '--data-dir', '/tmp/theirs'], []],
])('takes no setting from after a link: %j', (args, own) => {
  expect(dropFromLink(args)).toEqual(own)
})
