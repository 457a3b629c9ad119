import type { Snippet, SnippetRunner } from '#contract/provider-profiles.ts'
import type { BoundClaims } from '#contract/trust-policies.ts'
import type { Profile } from './profile.ts'
import { isPlain, type SnippetTarget, type SnippetText } from './snippet.ts'
import { warnAboutReach } from './warn-about-reach.ts'

export interface SnippetRequest {
  readonly account: string
  readonly tokenEndpoint: string
  readonly audience: string
  readonly boundClaims: BoundClaims
  readonly runner: SnippetRunner
  readonly resource?: string | undefined
}

const PLACEHOLDER = 'AUDIENCE-OF-THE-POLICY'
const PLAIN_AUDIENCE =
  'The audience has characters that CI files give a meaning of their own, so it is left out here: choose one of letters, digits and : / . _ - ~ @ only.'

/** Writes what a job of the provider needs to get an access token; nothing in it is a secret. */
export function writeSnippets(profile: Profile, request: SnippetRequest): Snippet[] {
  const { audience, runner, tokenEndpoint } = request
  const warnings = [
    ...warnAboutReach(tokenEndpoint, runner),
    ...(isPlain(audience) ? [] : [PLAIN_AUDIENCE]),
  ]
  return profile.snippets(toTarget(request)).map((snippet) => toSnippet(snippet, warnings))
}

/** Adds to a snippet's own notes what holds for all of them. */
function toSnippet({ notes = [], ...text }: SnippetText, warnings: readonly string[]): Snippet {
  return { ...text, warnings: [...notes, ...warnings] }
}

function toTarget(request: SnippetRequest): SnippetTarget {
  const { account, tokenEndpoint, audience, boundClaims, runner, resource } = request
  return {
    account,
    tokenEndpoint,
    runner,
    resource,
    audience: isPlain(audience) ? audience : PLACEHOLDER,
    bound(claim) {
      const value = Object.hasOwn(boundClaims, claim) ? boundClaims[claim] : undefined
      return typeof value === 'string' && isPlain(value) ? value : undefined
    },
  }
}
