import type { OperationParts } from './context.ts'

/** Takes a newer certificate where there is one, and puts that on record, or once what is wrong with it. */
export async function upkeepCertificate({
  listeners: { certificate },
  audit,
  logger,
  newId,
}: Pick<OperationParts, 'listeners' | 'audit' | 'logger' | 'newId'>): Promise<void> {
  if (!certificate) return
  const known = certificate.trouble.map(({ message }) => message).join(' ')
  const outcome = await certificate.reload()
  const trouble = certificate.trouble.map(({ message }) => message).join(' ')
  if (outcome === 'refused' && trouble !== known) {
    logger.warn({ trouble }, 'the TLS certificate was not renewed; the last good one stays')
  }
  if (outcome !== 'changed') return
  audit.append({
    action: 'server.renewCertificate',
    actor: { kind: 'system', id: 'doorward', name: 'Doorward' },
    result: 'ok',
    after: { certificate: certificate.facts },
    correlationId: newId('req'),
  })
}
