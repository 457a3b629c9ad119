import type { ProviderProfile } from '#contract/guided-setup.ts'
import type { ProfileId } from '#contract/provider-profiles.ts'

/** What people call a provider besides its name; names of products are the same in every language. */
const otherNames = {
  github: 'gha actions ghes ghe',
  gitlab: 'pipelines runner',
  circleci: 'orb',
  buildkite: 'bk agent',
  bitbucket: 'atlassian',
  azure_devops: 'ado vsts tfs microsoft pipelines',
  terraform: 'tfe tfc hashicorp enterprise',
  jenkins: 'hudson cloudbees',
  kubernetes: 'k8s eks aks gke openshift pod service account',
  google: 'gcp gce gke cloud run workload',
  aws: 'amazon sts iam lambda ec2 ecs',
  semaphore: 'semaphoreci',
  codefresh: 'gitops argo',
  harness: 'drone',
  forgejo: 'gitea codeberg actions',
  generic: 'oidc other own keycloak auth0 okta entra zitadel spiffe idp',
} as const satisfies Record<ProfileId, string>

/** Finds providers by name, by what else they are called, or by the URL of an issuer. */
export function searchProfiles(
  profiles: readonly ProviderProfile[],
  text: string,
): readonly ProviderProfile[] {
  const words = text.trim().toLowerCase().split(/\s+/)
  const [url = ''] = words
  if (url.startsWith('https://')) return listByIssuer(profiles, url)
  return profiles.filter(({ id, name }) => {
    const names = `${name} ${otherNames[id]}`.toLowerCase()
    return words.every((word) => names.includes(word))
  })
}

/** First whose address it is, then those that also run under addresses which nothing gives away. */
function listByIssuer(profiles: readonly ProviderProfile[], url: string) {
  const isKnown = ({ issuerUrls }: ProviderProfile) =>
    issuerUrls.some((known) => toPattern(known).test(url))
  const mayBe = ({ issuerUrls, selfHosted }: ProviderProfile) =>
    selfHosted && issuerUrls.every((known) => !known.includes('{host}'))
  return [
    ...profiles.filter(isKnown),
    ...profiles.filter((profile) => !isKnown(profile) && mayBe(profile)),
  ]
}

function toPattern(known: string): RegExp {
  const parts = known.toLowerCase().split(/\{(\w+)\}/)
  const source = parts.map((part, index) =>
    index % 2 === 0 ? part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&') : varying(part),
  )
  return new RegExp(`^${source.join('')}/?$`)
}

function varying(name: string): string {
  return name === 'path' ? '.+' : '[^/]+'
}
