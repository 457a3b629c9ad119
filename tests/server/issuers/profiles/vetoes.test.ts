import { expect, it } from 'vitest'
import type { BoundClaims } from '#contract/trust-policies.ts'
import { draftPolicy } from '#server/issuers/profiles/draft-policy.ts'
import { decide } from './accepts.ts'
import { AUDIENCE, type Example } from './examples/example.ts'
import { examples } from './examples/examples.ts'

/** Written out here, so that none gets lost: what no policy lets in that does not say so. */
const vetoed: readonly (readonly [profile: string, claim: string, value: string | boolean])[] = [
  ['azure_devops', 'rpo_ref', 'refs/pull/7/merge'],
  ['circleci', 'oidc.circleci.com/ssh-rerun', true],
  ['codefresh', 'scm_pull_request_target_branch', 'main'],
  ['forgejo', 'event_name', 'pull_request_target'],
  ['forgejo', 'event_name', 'pull_request'],
  ['github', 'event_name', 'pull_request_target'],
  ['github', 'event_name', 'workflow_run'],
  ['github', 'event_name', 'pull_request'],
  ['gitlab', 'pipeline_source', 'merge_request_event'],
  ['gitlab', 'pipeline_source', 'external_pull_request_event'],
  ['google', 'email', '1234567890-compute@developer.gserviceaccount.com'],
  ['jenkins', 'sub', 'https://jenkins.acme.example/job/deploy/job/PR-7/'],
  ['kubernetes', 'sub', 'system:serviceaccount:prod:default'],
  ['semaphore', 'job_type', 'debug_job'],
  ['semaphore', 'job_type', 'project_debug_job'],
  ['semaphore', 'ref_type', 'pull-request'],
  ['terraform', 'terraform_run_phase', 'plan'],
]

it.each(vetoed)(
  '%s refuses %s %s by its veto alone, nothing else being wrong',
  (id, claim, value) => {
    const { profile, ...example } = findExample(id)
    const policy = openFor(claim, value, { profile, ...example })
    const failedWith = (more: object) =>
      decide(profile, policy, { ...example.claims, ...more }).policies.flatMap(({ checks }) =>
        checks.filter(({ ok }) => !ok).map(({ check }) => check),
      )
    expect(failedWith({})).toEqual([])
    expect(failedWith({ [claim]: value })).toEqual(['veto'])
  },
)

it('knows of every veto that a profile has', () => {
  const known = new Set(vetoed.map(([id, claim]) => `${id} ${claim}`))
  const all = examples.flatMap(({ profile }) =>
    profile.rules.vetoes.map(({ claim }) => `${profile.id} ${claim}`),
  )
  expect(new Set(all), 'Each veto needs a row in `vetoed` above').toEqual(known)
})

function findExample(id: string): Example {
  const example = examples.find(({ profile }) => profile.id === id)
  if (!example) throw new Error(`There is no example of ${id}.`)
  return example
}

/** The policy of the provider's form, but open for the vetoed value too. */
function openFor(claim: string, value: string | boolean, { profile, answers, claims }: Example) {
  const result = draftPolicy(profile, answers, AUDIENCE)
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  const { audience, boundClaims } = result.policy
  const needed = profile.rules.requiredClaims.filter(({ anyOf }) => anyOf.includes(claim))
  const { [claim]: _, ...others } = boundClaims
  const isNeeded = Object.keys(others).length === 0 || needed.some((rule) => !rule.isLiftable)
  const both = { [claim]: [value, String(claims[claim])] }
  const open: BoundClaims = isNeeded ? { ...others, ...both } : others
  return { audience, boundClaims: open, lifted: needed.map(({ id }) => id) }
}
