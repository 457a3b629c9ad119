/** The path of a request's target, as it was sent. */
export function toPath(target = '/'): string {
  const query = target.indexOf('?')
  return query === -1 ? target : target.slice(0, query)
}
