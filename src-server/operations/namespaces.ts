import type { Reader } from '#server/access/find.ts'
import { depthOf, MAXIMUM_DEPTH } from '#server/domain/paths.ts'
import { AppError } from '#server/errors.ts'

/** Groups and workspaces share the names of a namespace; throws `name_taken`. */
export function requireFreeNamespace(
  read: Pick<Reader, 'groups' | 'workspaces'>,
  path: string,
): void {
  requireFreePath(read.groups.findBy('path', path) ?? read.workspaces.findBy('path', path), path)
}

/** Names are unique among siblings; throws `name_taken`. */
export function requireFreePath(existing: object | undefined, path: string): void {
  if (!existing) return
  throw new AppError('name_taken', `"${path}" exists already. Choose another name.`, {
    fields: [{ field: 'name', message: 'This name is taken.' }],
  })
}

/** Groups nest at most so deep; throws `validation_failed`. */
export function requireDepth(path: string): void {
  if (depthOf(path) <= MAXIMUM_DEPTH) return
  throw new AppError('validation_failed', 'Check parent.', {
    fields: [{ field: 'parent', message: `Groups nest at most ${MAXIMUM_DEPTH} deep.` }],
  })
}
