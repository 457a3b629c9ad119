/** Groups nest at most this deep below the installation. */
export const MAXIMUM_DEPTH = 20

/** Joins a namespace and a name; the installation's own path is empty. */
export function toChildPath(parentPath: string, name: string): string {
  return parentPath === '' ? name : `${parentPath}/${name}`
}

/** The namespace that something lives in; empty for what lives at the root. */
export function toParentPath(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** How many groups deep a path is; the installation is 0. */
export function depthOf(path: string): number {
  return path === '' ? 0 : path.split('/').length
}

/** Tells whether a path is a namespace itself or lies anywhere below it. */
export function isWithin(path: string, namespacePath: string): boolean {
  return namespacePath === '' || path === namespacePath || path.startsWith(`${namespacePath}/`)
}

/** Lists a namespace and all above it, nearest first; the installation comes last. */
export function listChain(path: string): string[] {
  if (path === '') return ['']
  return [path, ...listChain(toParentPath(path))]
}

/**
 * A key that sorts paths as a tree: what lies below a namespace comes right after it and before
 * its next sibling, also when that is called like it with something added (`acme`, `acme/a`, `acme-b`).
 */
export function toTreeOrder(path: string): string {
  return path.replaceAll('/', '\u0001')
}

/**
 * The tree order of what lives in a namespace without being one. It comes right after its
 * namespace, so that an account is never taken for something below a group of the same path.
 */
export function toContentOrder(path: string): string {
  return `${toTreeOrder(toParentPath(path))}\u0001\u0000${path.slice(path.lastIndexOf('/') + 1)}`
}
