import type { OpenAPI } from '@orpc/openapi'
import type { ErrorCode } from '#contract/error-codes.ts'
import { describeProblems } from './describe-problems.ts'
import type { ExampleCall } from './example-calls.ts'

export interface OperationFacts {
  /** The refusals that the operation can answer. */
  readonly codes: readonly ErrorCode[]
  readonly example: ExampleCall | undefined
}

/** Every answer may be one of these, whatever the operation. */
const ANYWHERE: readonly ErrorCode[] = ['host_not_allowed']
const WITH_BODY: readonly ErrorCode[] = ['payload_too_large', 'unsupported_media_type']

/** Completes a generated operation by its examples, the meaning of its parameters and its refusals. */
export function describeOperation(
  generated: OpenAPI.OperationObject,
  { codes, example }: OperationFacts,
  method: string,
): OpenAPI.OperationObject {
  const { requestBody, ...operation } = takeQueryOfDelete(generated, method)
  const input = toRecord(example?.input)
  const parameters = (operation.parameters ?? []).map((each) => describeParameter(each, input))
  const names = new Set(parameters.map((each) => ('name' in each ? each.name : '')))
  const body = Object.fromEntries(Object.entries(input).filter(([name]) => !names.has(name)))
  const described = requestBody && describeBody(requestBody, body)
  return {
    ...operation,
    parameters,
    ...(described && { requestBody: described }),
    responses: {
      ...describeSuccess(operation.responses, example?.output),
      ...describeProblems([...codes, ...ANYWHERE, ...(described ? WITH_BODY : [])]),
    },
  }
}

/** The body of a DELETE means nothing (RFC 9110 §9.3.5), so its options travel in the query. */
function takeQueryOfDelete(
  { requestBody, ...operation }: OpenAPI.OperationObject,
  method: string,
): OpenAPI.OperationObject {
  if (method !== 'delete' || !requestBody || '$ref' in requestBody) {
    return { ...operation, ...(requestBody && { requestBody }) }
  }
  const body = requestBody.content['application/json']?.schema
  const properties = body && 'properties' in body ? body.properties : undefined
  // Safe: only the typing of a parameter's schema is left behind at OpenAPI 3.0.
  const options = Object.entries(properties ?? {}).map(
    ([name, schema]) => ({ name, in: 'query', schema }) as OpenAPI.ParameterObject,
  )
  return { ...operation, parameters: [...(operation.parameters ?? []), ...options] }
}

const meanings: Readonly<Record<string, string>> = {
  forSeconds: 'How long to follow; an hour when it is left out.',
  limit: 'How many items a page holds at most.',
  cursor: 'The `nextCursor` of the page before.',
  search: 'Only what contains this text, whatever the case.',
  account: 'The id or the path of a service account; in an address, write `/` as `%2F`.',
  group: 'The id or the path of a group; in an address, write `/` as `%2F`.',
  parent: 'The id or the path of a group; empty for the installation.',
  workspace: 'The id or the path of a workspace; in an address, write `/` as `%2F`.',
  namespace: 'The id or the path of a group or workspace; empty for the installation.',
  principal: 'An id, or `serviceAccount:`, `user:` or `team:` with a path, e-mail or name.',
  member: 'The id of a membership.',
  token: 'The id of a named token.',
  lockout: 'The id of a lockout: the id of its account and the address.',
  key: 'The id of a key.',
  secret: 'The id of a client secret.',
  role: 'The id or the name of a role.',
  profile: 'The name of a provider profile.',
  policy: 'The id of a trust policy of the account; its first one when it is left out.',
  runner:
    'Where what runs the snippet is, seen from this server; the farthest that reaches it when left out.',
  resource: 'The service that the token is for; one of those that the account may ask for.',
  kind: 'Only what is of this kind.',
  method: 'Only accounts that are set up to authenticate in this way.',
  disabled: 'Only accounts that are disabled, or only those that are not.',
  expiringWithinDays: 'Only accounts whose newest client secret ends in so many days.',
  unusedForDays: 'Only accounts that are so many days old and were not used in that time.',
  sort: 'What the list is ordered by; a minus in front turns the order around.',
  user: 'The id or the e-mail address of a person.',
  team: 'The id or the name of a team.',
  issuer: 'The id or the URL of an issuer; in an address, percent-encoded.',
  inherited: 'Also what comes from the namespaces above.',
  system: 'Only the tokens of system accounts.',
  intent: 'Only tokens that are meant for this.',
  state: 'Only tokens that are in this state.',
  expiresBefore: 'Only tokens that expire before this time.',
  force: 'Also deletes what stands in the way.',
  after: 'Only requests behind this sequence.',
  about: 'Only changes, or only what somebody got in by or was kept out by.',
  actor: 'Only events of this actor, by id or name.',
  action: 'Only events whose action begins so, such as `members.`.',
  target: 'Only events about this thing, by id or path.',
  result: 'Only events that ended so.',
  correlationId: 'Only what belongs to one request.',
  attempt: 'The id of an attempt, or the correlation id that its caller was told.',
  accepted: 'Only attempts that were accepted, or only those that were refused.',
  stage: 'Only attempts that were refused at this stage.',
  since: 'Only what happened from this time on.',
  until: 'Only events before this time.',
}

function describeParameter(
  parameter: OpenAPI.ParameterObject | OpenAPI.ReferenceObject,
  input: Readonly<Record<string, unknown>>,
): OpenAPI.ParameterObject | OpenAPI.ReferenceObject {
  if ('$ref' in parameter) return parameter
  const { name, in: place, required, schema } = parameter
  const description = meanings[name]
  return {
    name,
    in: place,
    ...(required && { required }),
    ...(description && { description }),
    ...(schema && { schema }),
    ...(input[name] !== undefined && { example: input[name] }),
  }
}

function describeBody(
  body: OpenAPI.RequestBodyObject | OpenAPI.ReferenceObject,
  example: object,
): OpenAPI.RequestBodyObject | OpenAPI.ReferenceObject {
  if ('$ref' in body) return body
  return { ...body, content: withExample(body.content, example) }
}

const outcomes: Readonly<Record<string, string>> = {
  '200': 'Done.',
  '201': 'Created.',
  '204': 'Done; there is nothing to answer.',
}

function describeSuccess(
  responses: OpenAPI.ResponsesObject | undefined,
  output: unknown,
): OpenAPI.ResponsesObject {
  const [status = '200', response] = Object.entries(responses ?? {})[0] ?? []
  const description = outcomes[status] ?? 'Done.'
  if (status === '204' || !response || '$ref' in response) return { [status]: { description } }
  const content = typeof output === 'string' ? toText(response) : (response.content ?? {})
  return { [status]: { description, content: withExample(content, output) } }
}

/** A file is of lines, a stream of events; the document takes both for the text that they are. */
function toText({ content }: OpenAPI.ResponseObject) {
  const stream = 'text/event-stream'
  const type = content?.[stream] ? stream : 'application/jsonl'
  return { [type]: { schema: { type: 'string' as const } } }
}

function withExample(
  content: Readonly<Record<string, OpenAPI.MediaTypeObject>>,
  example: unknown,
): Record<string, OpenAPI.MediaTypeObject> {
  return Object.fromEntries(
    Object.entries(content).map(([type, { schema }]) => [
      type,
      { ...(schema && { schema }), ...(example !== undefined && { example }) },
    ]),
  )
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(Object(value)))
}
