import { z } from 'zod'

/** The kinds of outside issuers that Doorward knows the habits of; `generic` is every other one. */
export const ProfileId = z.enum([
  'github',
  'gitlab',
  'circleci',
  'buildkite',
  'bitbucket',
  'azure_devops',
  'terraform',
  'jenkins',
  'kubernetes',
  'google',
  'aws',
  'semaphore',
  'codefresh',
  'harness',
  'forgejo',
  'generic',
])
export type ProfileId = z.infer<typeof ProfileId>
