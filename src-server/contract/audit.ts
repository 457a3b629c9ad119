import { z } from 'zod'
import { Actor, Instant, PageQuery, pageOf } from './common.ts'
import { operation } from './operation.ts'

/** Something that happened; events are only ever added. */
export const AuditEvent = z
  .object({
    sequence: z.number().int(),
    id: z.string(),
    at: Instant,
    action: z.string(),
    actor: Actor,
    result: z.enum(['ok', 'refused', 'failed']),
    reason: z.string().optional(),
    target: z.object({ id: z.string(), path: z.string().optional() }).optional(),
    /** The group or workspace that it happened in, by path; absent at the root. */
    namespace: z.string().optional(),
    /** The id of the service account that it concerns. */
    account: z.string().optional(),
    before: z.record(z.string(), z.unknown()).optional(),
    after: z.record(z.string(), z.unknown()).optional(),
    address: z.string().optional(),
    correlationId: z.string(),
    previous: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEvent' })
export type AuditEvent = z.infer<typeof AuditEvent>

/** Changes to what is kept, or whatever somebody got in by, or did not. */
export const AuditSubject = z.enum(['changes', 'access'])
export type AuditSubject = z.infer<typeof AuditSubject>

export const AuditFilter = z.object({
  namespace: z.string().max(2048).optional(),
  account: z.string().max(200).optional(),
  about: AuditSubject.optional(),
  actor: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  target: z.string().max(2048).optional(),
  result: z.enum(['ok', 'refused', 'failed']).optional(),
  correlationId: z.string().max(100).optional(),
  search: z.string().max(200).optional(),
  since: Instant.optional(),
  until: Instant.optional(),
})
export type AuditFilter = z.infer<typeof AuditFilter>

export const AuditVerification = z
  .object({
    ok: z.boolean(),
    events: z.number().int(),
    /** Where the chain breaks: the file, its line (from 1) and what is wrong with it. */
    broken: z.object({ file: z.string(), line: z.number().int(), problem: z.string() }).nullable(),
  })
  .meta({ id: 'AuditVerification' })
export type AuditVerification = z.infer<typeof AuditVerification>

const onInstallation = { kind: 'installation' } as const
const onNamespace = { kind: 'namespace', field: 'namespace' } as const
const tags = ['Audit']

export const audit = {
  list: operation({ permission: 'audit:view', on: onNamespace, effect: 'read' })
    .route({
      method: 'GET',
      path: '/audit/events',
      tags,
      summary: 'List events, newest first',
      description:
        'Of the whole installation, or of one `namespace` and what is below it, since it was created. A page may hold fewer events than asked although more follow: go on while there is a `nextCursor`.',
    })
    .input(PageQuery.extend(AuditFilter.shape))
    .output(pageOf(AuditEvent)),

  verify: operation({ permission: 'audit:view', on: onInstallation, effect: 'read' })
    .route({
      method: 'GET',
      path: '/audit/verify',
      tags,
      summary: 'Check the hash chain from the first event to the last',
    })
    .input(z.strictObject({}).optional())
    .output(AuditVerification),

  export: operation({ permission: 'audit:view', on: onNamespace, effect: 'read' })
    .route({
      method: 'GET',
      path: '/audit/export',
      tags,
      summary: 'Export events as JSON lines, oldest first',
    })
    .input(z.strictObject(AuditFilter.shape))
    .output(z.file()),
}
