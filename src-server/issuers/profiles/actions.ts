import type { ProfileQuestion } from '#contract/provider-profiles.ts'
import type { Veto } from '#server/domain/trust/profile-rules.ts'
import { ask } from './questions.ts'
import { encodeForUrl, indent, type SnippetTarget, shell, writeExchange } from './snippet.ts'

// What GitHub Actions does, and Forgejo Actions, which is made to run the same workflows.

const EVENTS = ['push', 'workflow_dispatch', 'release', 'schedule']

export const pullRequestTarget: Veto = {
  id: 'pull_request_target',
  claim: 'event_name',
  matcher: 'pull_request_target',
  reason: 'A stranger can start pull_request_target on the default branch from a fork.',
  yieldsToBoundClaim: false,
  isLiftable: true,
}

export const pullRequest: Veto = {
  id: 'pull_request',
  claim: 'event_name',
  matcher: 'pull_request',
  reason: 'A pull request runs code that nobody has reviewed yet.',
  yieldsToBoundClaim: true,
  isLiftable: true,
}

/** Asks for the readable name of a repository and for its immutable id. */
export function askRepository(
  id: Pick<ProfileQuestion, 'help' | 'example' | 'howToFind'>,
): readonly ProfileQuestion[] {
  return [
    ask({
      id: 'repository',
      label: 'Repository',
      help: 'Only to name the policy; what counts is the id.',
      example: 'acme/api',
      pattern: '[\\w.-]+/[\\w.-]+',
    }),
    ask({ id: 'repositoryId', label: 'Repository id', pattern: '[0-9]+', ...id }),
  ]
}

/** Asks what may start the workflow. */
export function askEvents(): ProfileQuestion {
  return ask({
    id: 'events',
    label: 'Events',
    help: 'What may start the workflow; none leaves it open.',
    kind: 'list',
    required: false,
    example: 'push',
    initial: ['push', 'workflow_dispatch'],
    choices: EVENTS.map((value) => ({ value, label: value })),
  })
}

/** Writes the steps of a job that gets an id token from its runner and exchanges it. */
export function writeSteps(target: SnippetTarget): string {
  return `    steps:
      - name: Get an access token
        run: |
          set -eu
          ID_TOKEN=$(curl -sSf -H "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \\
            "$ACTIONS_ID_TOKEN_REQUEST_URL"${shell(`&audience=${encodeForUrl(target.audience)}`)} | jq -r .value)
          echo "::add-mask::$ID_TOKEN"
${indent(10, writeExchange(target))}
          echo "::add-mask::$ACCESS_TOKEN"
          echo "ACCESS_TOKEN=$ACCESS_TOKEN" >> "$GITHUB_ENV"
`
}
