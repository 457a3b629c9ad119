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

/** Something that the guided form asks; a policy is made from the answers. */
export const ProfileQuestion = z.object({
  id: z.string(),
  label: z.string(),
  help: z.string(),
  kind: z.enum(['text', 'choice', 'list', 'boolean']),
  required: z.boolean(),
  example: z.string(),
  /** What the form begins with. */
  initial: z.union([z.string(), z.boolean(), z.array(z.string())]).optional(),
  /** A regular expression that the whole answer, or each of a list, fits. */
  pattern: z.string().optional(),
  /** The values of a choice, or those that a list may hold. */
  choices: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  /** A command or place that tells the answer. */
  howToFind: z.string().optional(),
  /** Asked only when another question has this answer. */
  showWhen: z.object({ question: z.string(), answer: z.string() }).optional(),
})
export type ProfileQuestion = z.infer<typeof ProfileQuestion>

/** Answers of the guided form, by the id of the question. */
export const ProfileAnswers = z.record(
  z.string().max(64),
  z.union([z.string().max(1024), z.boolean(), z.array(z.string().max(1024)).max(50)]),
)
export type ProfileAnswers = z.infer<typeof ProfileAnswers>

/** Where what runs a snippet is, seen from this server. */
export const SnippetRunner = z.enum(['hosted', 'self_hosted', 'same_machine'])
export type SnippetRunner = z.infer<typeof SnippetRunner>

export const SnippetLanguage = z.enum(['yaml', 'shell', 'groovy', 'hcl'])
export type SnippetLanguage = z.infer<typeof SnippetLanguage>

/** Something to paste into a CI system; it never holds a secret. */
export const Snippet = z
  .object({
    id: z.string(),
    title: z.string(),
    language: SnippetLanguage,
    text: z.string(),
    /** What has to be done besides pasting, or will not work as things are. */
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Snippet' })
export type Snippet = z.infer<typeof Snippet>
