import type { OperationParts } from './context.ts'

const doorward = { kind: 'system', id: 'doorward', name: 'Doorward' } as const

/** Does what is due for the signing keys by schedule, and puts it on record. */
export async function upkeepSigningKeys({ keys, audit, newId }: OperationParts): Promise<void> {
  const { created, retired, deleted } = await keys.signingKeys.upkeep()
  const correlationId = newId('req')
  const record = (action: string, ids: readonly string[]) => {
    for (const id of ids) {
      audit.append({ action, actor: doorward, result: 'ok', target: { id }, correlationId })
    }
  }
  record('signingKeys.create', created)
  record('signingKeys.retire', retired)
  record('signingKeys.delete', deleted)
}
