/**
 * Writes a URI so that two of the same target compare equal (RFC 9449 §4.3, RFC 3986 §6.2.2 and
 * §6.2.3), without query and fragment; undefined for what is none, or holds a user name.
 */
export function toTargetUri(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  const { protocol, username, password, host, pathname } = new URL(text)
  if (username !== '' || password !== '') return undefined
  return `${protocol}//${host}${pathname.replaceAll(/%[0-9a-f]{2}/gi, normaliseEscape)}`
}

/** An escape of a character that needs none is that character; of any other, it has capitals. */
function normaliseEscape(encoded: string): string {
  const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16))
  return /[\w.~-]/.test(character) ? character : encoded.toUpperCase()
}
