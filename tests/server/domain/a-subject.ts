import { Permission } from '#contract/permissions.ts'
import type { AccessDecision, Grant, Restriction, Subject } from '#server/domain/decide-access.ts'
import { expandPermissions, fixedRoles, type Role } from '#server/domain/roles.ts'

const customRoles: readonly Role[] = [
  aRole('nothing', []),
  aRole('writer', ['service_account:update']),
  aRole('introspector', ['token:introspect']),
  aRole('founder', ['group:create_top_level']),
  aRole('auditor', ['audit:view']),
]

/** Makes a custom role. */
export function aRole(name: string, chosen: readonly Permission[]): Role {
  const permissions = expandPermissions(chosen)
  return { id: `role_${name}`, name, description: '', kind: 'custom', permissions }
}

/** Makes a grant of what it reads as: `owner acme/a`, or `ops: owner acme/a` for somebody else's. */
export function aGrant(text: string, roles: readonly Role[] = []): Grant {
  const match = /^(?:(?<team>\S+): )?(?<role>\S+) (?<path>\S+)$/.exec(text)
  const { team, role = '', path = '' } = match?.groups ?? {}
  const found = [...roles, ...customRoles, ...fixedRoles].find(({ name }) => name === role)
  if (!found) throw new Error(`there is no role ${role}`)
  const name = team ?? 'ada'
  const kind = team ? 'team' : 'user'
  const namespacePath = path === '/' ? '' : path
  return {
    memberId: `mem_${text}`,
    principal: { kind, id: name, name },
    namespacePath,
    role: found,
  }
}

/**
 * Makes a subject of what it reads as: `user: owner acme + ops: viewer acme/a`, where `ops` is a
 * team; `account in acme/a: deployer acme/a`; `disabled user: …`; `administrator`; each with an
 * ending such as `(token for group:view in acme/a)`.
 */
export function aSubject(text: string, roles: readonly Role[] = []): Subject {
  if (text === 'administrator') return { standing: 'administrator', grants: [], homePath: '' }
  const match =
    /^(?:(?<standing>disabled|internal) )?(?:user|account in (?<home>\S+?))(?:: (?<grants>.*?))?(?: \(token for (?<only>.+) in (?<places>.+)\))?$/.exec(
      text,
    )
  if (!match) throw new Error(`this is nobody: ${text}`)
  const { standing, home = '/', grants, only, places } = match.groups ?? {}
  return {
    standing: standing === 'disabled' || standing === 'internal' ? standing : 'active',
    grants: toList(grants).map((grant) => aGrant(grant, roles)),
    homePath: toPath(home),
    restriction: only && places ? aRestriction(only, places) : undefined,
  }
}

function aRestriction(only: string, places: string): Restriction {
  const chosen = /^(?:nothing|anything)$/.test(only)
    ? []
    : toList(only).map((each) => Permission.parse(each))
  const paths = places === 'nowhere' ? [] : toList(places).map(toPath)
  return {
    permissions: only === 'anything' ? null : expandPermissions(chosen),
    namespaces: places === 'anywhere' ? null : paths,
  }
}

function toList(text = ''): readonly string[] {
  return text === '' ? [] : text.split(' + ')
}

/** The tables write the root as a slash. */
export function toPath(text: string): string {
  return text === '/' ? '' : text
}

/** Reads `group:view acme/a`. */
export function toQuestion(text: string): readonly [Permission, string] {
  const [permission, path = ''] = text.split(' ')
  return [Permission.parse(permission), toPath(path)]
}

/** Reads the lines of a table, whose columns stand between bars. */
export function parseRows(
  table: string,
): readonly (readonly [string, string, string, ...string[]])[] {
  return table
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [first = '', second = '', third = '', ...rest] = line
        .split('|')
        .map((cell) => cell.trim())
      return [first, second, third, ...rest]
    })
}

/** Writes a grant as the tables do. */
export function showGrant({ principal, role, namespacePath }: Grant): string {
  const team = principal.kind === 'team' ? `${principal.name}: ` : ''
  return `${team}${role.name} ${namespacePath || '/'}`
}

/** Writes a decision as the tables do. */
export function showDecision({ allowed, reason, winner, losing }: AccessDecision) {
  const verdict = `${allowed ? 'yes' : 'no'}, ${reason}`
  return {
    answer: winner ? `${verdict} by ${showGrant(winner)}` : verdict,
    losing: losing.map(({ grant, reason: why }) => `${showGrant(grant)} (${why})`).join(' + '),
  }
}
