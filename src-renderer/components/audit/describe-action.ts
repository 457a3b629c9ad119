import type { AuditEvent } from '#contract/audit.ts'
import { Member } from '#contract/members.ts'
import { audit } from '#renderer/words/en/audit.ts'

const { done, things, members } = audit

export type Verb = keyof typeof done
export type Thing = keyof typeof things

/** What an event says was done, to which kind of thing, in terms that there are words for. */
export interface Action {
  readonly verb: Verb
  readonly thing: Thing
}

/** Takes `groups.create` apart; what has no words is shown as it is. */
export function describeAction(action: string): Action {
  const [room = '', verb = ''] = action.split('.')
  return {
    verb: Object.hasOwn(done, verb) ? (verb as Verb) : 'other',
    thing: Object.hasOwn(things, room) ? (room as Thing) : 'other',
  }
}

const Given = Member.pick({ principal: true, roleName: true })

export interface Giving {
  readonly verb: keyof typeof members
  readonly principal: string
  readonly role: string
}

/** Whom an event gave or took which role, as far as it is on record. */
export function describeGiving({ action, result, before, after }: AuditEvent): Giving | undefined {
  const [room, verb = ''] = action.split('.')
  if (result !== 'ok' || room !== 'members' || !Object.hasOwn(members, verb)) return undefined
  const given = Given.safeParse(after).data ?? Given.safeParse(before).data
  return (
    given && {
      verb: verb as Giving['verb'],
      principal: given.principal.name,
      role: given.roleName,
    }
  )
}

/** What to call the thing that an event is about; empty where there is only one of it. */
export function nameTarget({ target, before, after }: AuditEvent): string {
  if (!target || target.id === 'settings') return ''
  const names = [target.path, after?.name, before?.name, target.id]
  return names.find((name) => typeof name === 'string' && name !== '') as string
}
