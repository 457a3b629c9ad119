import { randomUUID } from 'node:crypto'
import { createWrittenNumber, isExact } from '#server/domain/written-number.ts'

const TOKENS = /"(?:[^"\\]|\\.)*"(\s*:)?|-?\d[\d.eE+-]*|[{}]/g

/**
 * Parses JSON without the two liberties of `JSON.parse`: a name that is there twice, of which it
 * takes the last (RFC 8259 §4), throws, and a number that would be rounded stays as written.
 */
export function parseStrictJson(json: string): unknown {
  const value: unknown = JSON.parse(json)
  if (isCanonical(json, value)) return value
  const numbers = readTokens(json)
  return numbers.every(isExact) ? value : parseWithWrittenNumbers(json)
}

/**
 * Tells, in a third of the time, that there is nothing to find: what is written as `JSON.stringify`
 * writes it has no name twice, and of its numbers only large integers may have been rounded.
 */
function isCanonical(json: string, value: unknown): boolean {
  return JSON.stringify(value) === json && !LARGE.test(json)
}

/** As many digits as 2^53 has, or an exponent, which only larger integers are written with. */
const LARGE = /\d{16}|e\+/

/** Lists the numbers; throws for a name that one object has twice. */
function readTokens(json: string): readonly string[] {
  const open: Set<string>[] = []
  const numbers: string[] = []
  // Of lists nothing is needed: a text before a colon always names a member of the innermost object.
  for (const [token, colon] of json.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (token.startsWith('"')) noteName(open.at(-1), token, colon)
    else numbers.push(token)
  }
  return numbers
}

function noteName(names: Set<string> | undefined, token: string, colon: string | undefined): void {
  if (colon === undefined || !names) return
  const quoted = token.slice(0, -colon.length)
  const name = quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1)
  if (names.has(name)) throw new SyntaxError('a name is there twice')
  names.add(name)
}

/** Passes the numbers through as texts that no token can contain, because nobody can guess them. */
function parseWithWrittenNumbers(json: string): unknown {
  const mark = randomUUID()
  const marked = json.replaceAll(TOKENS, (token) =>
    /^[-\d]/.test(token) && !isExact(token) ? JSON.stringify(mark + token) : token,
  )
  return JSON.parse(marked, (_name, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark)
      ? createWrittenNumber(value.slice(mark.length))
      : value,
  )
}
