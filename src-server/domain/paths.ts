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
