import { z } from 'zod'
import type { DoorwardClient } from '#contract/contract.ts'
import { GeneratedAlgorithm } from '#contract/public-keys.ts'
import { i18next } from '#renderer/lib/language.ts'

/** The form of a new public key; a private one is found out before anything is sent. */
export const KeyForm = z
  .object({
    from: z.enum(['generate', 'paste']),
    name: z.string().trim().max(100),
    algorithm: GeneratedAlgorithm,
    pasted: z.string(),
  })
  .superRefine(({ from, pasted }, context) => {
    const message = from === 'paste' ? findFault(pasted.trim()) : undefined
    if (message) context.addIssue({ code: 'custom', path: ['pasted'], message })
  })
export type KeyForm = z.infer<typeof KeyForm>

export const emptyKey: KeyForm = { from: 'generate', name: '', algorithm: 'ES256', pasted: '' }

type CreateInput = Parameters<DoorwardClient['publicKeys']['create']>[0]

export function toKeyInput(account: string, form: KeyForm): CreateInput {
  const { from, name, algorithm, pasted } = form
  if (from === 'generate') return { account, name, generate: algorithm }
  return { account, name, publicKey: readJwk(pasted.trim()) ?? pasted.trim() }
}

function findFault(pasted: string): string | undefined {
  if (pasted === '') return i18next.t('accounts:keys.missing')
  const jwk = readJwk(pasted)
  if (pasted.startsWith('{') && !jwk) return i18next.t('accounts:keys.notJson')
  const isPrivate = jwk ? 'd' in jwk || 'k' in jwk : pasted.includes('PRIVATE KEY')
  return isPrivate ? i18next.t('accounts:keys.isPrivate') : undefined
}

function readJwk(pasted: string): Record<string, unknown> | undefined {
  if (!pasted.startsWith('{')) return undefined
  try {
    return JSON.parse(pasted)
  } catch {
    return undefined
  }
}
