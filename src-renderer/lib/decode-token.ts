export type Fields = Readonly<Record<string, unknown>>

export interface DecodedToken {
  readonly header: Fields
  readonly claims: Fields
}

/** Reads what a JWT says (RFC 7519) without judging it; undefined when it is none. */
export function decodeToken(token: string): DecodedToken | undefined {
  const [header, claims, signature] = token.split('.').map(readPart)
  return header && claims && signature !== undefined ? { header, claims } : undefined
}

function readPart(part: string, index: number): Fields | undefined {
  if (index > 1) return {}
  try {
    const base64 = part.replaceAll('-', '+').replaceAll('_', '/')
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    // Safe: an object that came from JSON has only string keys.
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined
  } catch {
    return undefined
  }
}
