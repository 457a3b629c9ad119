import type { Example } from './example.ts'
import { genericExample } from './generic.ts'
import { githubExample } from './github.ts'
import { gitlabExample } from './gitlab.ts'

/** One for every profile. */
export const examples: readonly Example[] = [githubExample, gitlabExample, genericExample]
