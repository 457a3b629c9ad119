/**
 * Tells whether valid JSON names a member of one object twice. `JSON.parse` silently takes the last
 * (RFC 8259 §4), where another reader of the same token may have taken the first.
 */
export function hasRepeatedName(json: string): boolean {
  const open: Set<unknown>[] = []
  // Of lists nothing is needed: a text before a colon always names a member of the innermost object.
  for (const [token, colon] of json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g)) {
    if (token === '{') open.push(new Set())
    if (token === '}') open.pop()
    if (colon === undefined) continue

    const name: unknown = JSON.parse(token.slice(0, -colon.length))
    const names = open.at(-1)
    if (names?.has(name)) return true
    names?.add(name)
  }
  return false
}
