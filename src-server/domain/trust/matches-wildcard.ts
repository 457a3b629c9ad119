/**
 * Tells whether a text is what a pattern describes, from its first character to its last. `*`
 * stands for any run of characters, `/` and `:` included; `\*` is a literal star and everything
 * else is literal. Patterns are short by contract, so the time grows with the text alone.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  const [first = '', ...rest] = parseWildcard(pattern)
  const last = rest.pop()
  if (last === undefined) return text === first

  if (!text.startsWith(first) || !text.endsWith(last)) return false
  // Beginning and end may not overlap: `ab*bc` does not describe `abc`.
  const end = text.length - last.length
  const behind = rest.reduce((from, run) => findEnd(text, run, from), first.length)
  return behind <= end
}

/** Splits a pattern into the literal runs between its stars. */
export function parseWildcard(pattern: string): string[] {
  return pattern.split(/(?<!\\)\*/).map((run) => run.replaceAll('\\*', '*'))
}

/** Where the earliest such run ends; taking the earliest leaves the most for the runs behind it. */
function findEnd(text: string, run: string, from: number): number {
  const found = from === Number.POSITIVE_INFINITY ? -1 : text.indexOf(run, from)
  return found === -1 ? Number.POSITIVE_INFINITY : found + run.length
}
