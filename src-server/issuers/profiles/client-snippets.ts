import type { Snippet, SnippetRunner } from '#contract/provider-profiles.ts'
import { indent, READ_ACCESS_TOKEN, type SnippetText, shell, writeResource } from './snippet.ts'
import { warnAboutReach } from './warn-about-reach.ts'

interface ClientRequest {
  readonly account: string
  readonly tokenEndpoint: string
  readonly runner: SnippetRunner
  readonly resource?: string | undefined
}

/** The CI variable that holds the secret; its value is never written down. */
const VARIABLE = 'DOORWARD_CLIENT_SECRET'

/** Writes how to get an access token by client credentials, with the secret in a CI variable. */
export function writeClientSnippets(request: ClientRequest): Snippet[] {
  const warnings = warnAboutReach(request.tokenEndpoint, request.runner)
  return [curl(request), github(request), gitlab(request)].map(({ notes = [], ...text }) => ({
    ...text,
    warnings: [...notes, ...warnings],
  }))
}

function curl(request: ClientRequest): SnippetText {
  return {
    id: 'client-curl',
    title: 'curl with client credentials',
    language: 'shell',
    // Without `set -e`, which ends the terminal that it is pasted into.
    text: `# ${VARIABLE} holds the client secret.
export ACCESS_TOKEN
${writeRequest(request)}
`,
  }
}

function github(request: ClientRequest): SnippetText {
  return {
    id: 'client-github',
    title: 'GitHub Actions with client credentials',
    language: 'yaml',
    text: `on: [push, workflow_dispatch]
jobs:
  deploy:
    runs-on: ${request.runner === 'hosted' ? 'ubuntu-latest' : 'self-hosted'}
    steps:
      - name: Get an access token
        env:
          ${VARIABLE}: \${{ secrets.${VARIABLE} }}
        run: |
          set -eu
${indent(10, writeRequest(request))}
          echo "::add-mask::$ACCESS_TOKEN"
          echo "ACCESS_TOKEN=$ACCESS_TOKEN" >> "$GITHUB_ENV"
`,
    notes: [`Keep the client secret as the repository secret ${VARIABLE}.`],
  }
}

function gitlab(request: ClientRequest): SnippetText {
  return {
    id: 'client-gitlab',
    title: 'GitLab CI with client credentials',
    language: 'yaml',
    text: `deploy:
  script:
    - |
      set -eu
${indent(6, writeRequest(request))}
      export ACCESS_TOKEN
`,
    notes: [`Keep the client secret as the variable ${VARIABLE}, masked and protected.`],
  }
}

/** RFC 6749 §4.4; the secret is read from standard input, because arguments can be listed. */
function writeRequest({ account, tokenEndpoint, resource }: ClientRequest): string {
  return `RESPONSE=$(printf %s "$${VARIABLE}" | curl -sS ${shell(tokenEndpoint)} \\
  --data-urlencode 'grant_type=client_credentials' \\
  --data-urlencode ${shell(`client_id=${account}`)} \\${writeResource(resource)}
  --data-urlencode client_secret@-)
${READ_ACCESS_TOKEN}`
}
