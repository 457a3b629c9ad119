import { describe, expect, it } from 'vitest'
import type { ProfileAnswers } from '#contract/provider-profiles.ts'
import { draftPolicy } from '#server/issuers/profiles/draft-policy.ts'
import type { Profile } from '#server/issuers/profiles/profile.ts'
import { accepts } from './accepts.ts'
import { buildkiteExample } from './examples/buildkite.ts'
import { AUDIENCE, type Example } from './examples/example.ts'
import { forgejoExample } from './examples/forgejo.ts'
import { githubExample } from './examples/github.ts'
import { gitlabExample } from './examples/gitlab.ts'
import { jenkinsExample } from './examples/jenkins.ts'
import { terraformExample } from './examples/terraform.ts'

type Claims = Readonly<Record<string, unknown>>
type Row = readonly [token: string, claims: Claims, accepting: string]

function acceptedBy(
  { profile, claims }: Example,
  places: Readonly<Record<string, ProfileAnswers>>,
  changed: Claims,
): string {
  const names = Object.keys(places).filter((name) =>
    accepts(profile, policyOf(profile, places[name] ?? {}), { ...claims, ...changed }),
  )
  return names.join(' ') || 'none'
}

function policyOf(profile: Profile, answers: ProfileAnswers) {
  const draft = draftPolicy(profile, answers, AUDIENCE)
  if (!draft.ok) throw new Error(JSON.stringify(draft.errors))
  return draft.policy
}

const main = { ref: 'refs/heads/main', ref_type: 'branch' }
const tag = { ref: 'refs/tags/v1', ref_type: 'tag', event_name: 'push' }
const pull = { ref: 'refs/pull/7/merge', ref_type: 'branch', event_name: 'pull_request' }
const OLD = 'repo:octo-org/octo-repo'
const IMMUTABLE = 'repo:octo-org@65/octo-repo@74'

describe('GitHub, whatever the form of sub', () => {
  const base = { repository: 'octo-org/octo-repo', repositoryId: '74' }
  const places = {
    branch: { ...base, branch: 'main' },
    tag: { ...base, place: 'tag', tag: 'v*' },
    environment: { ...base, place: 'environment', environment: 'prod' },
    'any-branch': { ...base, branch: '*' },
  }
  const rows: readonly Row[] = [OLD, IMMUTABLE, 'repository_owner:octo-org:x'].flatMap((sub) => [
    [`${sub}, branch`, { ...main, sub: `${sub}:ref:refs/heads/main` }, 'branch any-branch'],
    [`${sub}, another branch`, { ...main, ref: 'refs/heads/x', sub }, 'any-branch'],
    [`${sub}, tag`, { ...tag, sub: `${sub}:ref:refs/tags/v1` }, 'tag'],
    [`${sub}, tag main`, { ...tag, ref: 'refs/tags/main', sub }, 'none'],
    [`${sub}, pull request`, { ...pull, sub: `${sub}:pull_request` }, 'none'],
    [
      `${sub}, pull request with an environment`,
      { ...pull, environment: 'prod', sub: `${sub}:environment:prod` },
      'none',
    ],
    [
      `${sub}, environment`,
      { ...main, environment: 'prod', sub: `${sub}:environment:prod` },
      'branch environment any-branch',
    ],
    [
      `${sub}, branch named like a pull request`,
      { ...main, ref: 'refs/heads/pull_request', sub: `${sub}:ref:refs/heads/pull_request` },
      'any-branch',
    ],
    [
      `${sub}, pull_request_target`,
      { ...main, environment: 'prod', event_name: 'pull_request_target', sub },
      'none',
    ],
    [`${sub}, workflow_run`, { ...main, event_name: 'workflow_run', sub }, 'none'],
    [`${sub}, of another repository`, { ...main, repository_id: '740', sub }, 'none'],
  ])
  it.each(rows)('%s', (_, claims, accepting) => {
    expect(acceptedBy(githubExample, places, claims)).toBe(accepting)
  })

  it('vetoes what a stranger starts also where no event is bound', () => {
    const anyEvent = { open: { ...base, branch: 'main', events: [] } }
    const accepting = ['push', 'pull_request', 'pull_request_target', 'workflow_run'].map((event) =>
      acceptedBy(githubExample, anyEvent, { ...main, event_name: event }),
    )
    expect(accepting).toEqual(['open', 'none', 'none', 'none'])
  })
})

describe('GitLab, whatever sub begins with', () => {
  const base = { project: 'my-group/my-project', projectId: '20' }
  const places = {
    branch: { ...base, branch: 'main' },
    tag: { ...base, place: 'tag', tag: 'main' },
    environment: { ...base, place: 'environment', environment: 'prod' },
  }
  const ofBranch = { ref: 'main', ref_type: 'branch', ref_path: 'refs/heads/main' }
  const ofTag = { ref: 'main', ref_type: 'tag', ref_path: 'refs/tags/main' }
  const rows: readonly Row[] = ['project_path:my-group/my-project', 'project_id:20'].flatMap(
    (sub) => [
      [`${sub}, branch`, { ...ofBranch, sub }, 'branch'],
      [`${sub}, tag of the same name`, { ...ofTag, sub }, 'tag'],
      [`${sub}, unprotected branch`, { ...ofBranch, sub, ref_protected: 'false' }, 'none'],
      [
        `${sub}, merge request of a fork`,
        { ...ofBranch, sub, pipeline_source: 'merge_request_event', project_id: '21' },
        'none',
      ],
      [
        `${sub}, merge request`,
        { ...ofBranch, sub, pipeline_source: 'merge_request_event' },
        'none',
      ],
      [
        `${sub}, protected environment`,
        { ...ofBranch, sub, environment: 'prod', environment_protected: 'true' },
        'branch environment',
      ],
      [
        `${sub}, unprotected environment`,
        { ...ofTag, sub, environment: 'prod', environment_protected: 'false' },
        'tag',
      ],
    ],
  )
  it.each(rows)('%s', (_, claims, accepting) => {
    expect(acceptedBy(gitlabExample, places, claims)).toBe(accepting)
  })
})

describe('Forgejo', () => {
  const places = {
    ours: {
      issuer: 'https://code.acme.example/api/actions',
      repository: 'org/repo',
      repositoryId: '2',
      branch: 'main',
    },
  }
  it.each([
    [
      'the new form of org/repo',
      { repository_id: '2', sub: 'repo:org-1/repo-2:ref:refs/heads/main' },
      'ours',
    ],
    [
      'the old form of a repository that is named org-1/repo-2',
      {
        repository_id: '77',
        repository: 'org-1/repo-2',
        sub: 'repo:org-1/repo-2:ref:refs/heads/main',
      },
      'none',
    ],
  ] satisfies Row[])('%s', (_, claims, accepting) => {
    expect(acceptedBy(forgejoExample, places, claims)).toBe(accepting)
  })
})

describe('Terraform', () => {
  const places = {
    apply: { ...terraformExample.answers, phase: 'apply' },
    plan: { ...terraformExample.answers, phase: 'plan' },
  }
  const test = { terraform_workspace_id: undefined, terraform_run_phase: 'plan' }
  it.each([
    ['apply', {}, 'apply'],
    ['plan', { terraform_run_phase: 'plan' }, 'plan'],
    ['module test', { ...test, sub: 'organization:my-org:module:M:operation:test_run' }, 'none'],
  ] satisfies Row[])('%s', (_, claims, accepting) => {
    expect(acceptedBy(terraformExample, places, claims)).toBe(accepting)
  })
})

it('keeps the tag of Buildkite from passing for a branch of the same name', () => {
  const { place: _place, tag: _tag, ...base } = buildkiteExample.answers
  const places = { branch: { ...base, branch: 'main' } }
  const claims = [{ build_tag: undefined }, { build_tag: 'main' }]
  expect(claims.map((one) => acceptedBy(buildkiteExample, places, one))).toEqual(['branch', 'none'])
})

it('keeps the pull requests of Jenkins out also where a pattern lets every branch in', () => {
  const { profile, claims } = jenkinsExample
  const boundClaims = { sub: { wildcard: 'https://jenkins.acme.com/job/app/job/*' } }
  const judge = (sub: string) =>
    accepts(profile, { audience: AUDIENCE, boundClaims }, { ...claims, sub })
  expect(judge('https://jenkins.acme.com/job/app/job/other/')).toBe(true)
  expect(judge('https://jenkins.acme.com/job/app/job/PR-12/')).toBe(false)
})
