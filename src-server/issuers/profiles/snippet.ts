import type { SnippetLanguage, SnippetRunner } from '#contract/provider-profiles.ts'

/** What a snippet is written for; every text here is plain, so that it can stand anywhere. */
export interface SnippetTarget {
  readonly account: string
  readonly tokenEndpoint: string
  readonly audience: string
  readonly runner: SnippetRunner
  /** The service that the token is for (RFC 8707), in plain text; Doorward itself without one. */
  readonly resource?: string | undefined
  /** The one plain value that the policy binds a claim to. */
  bound(claim: string): string | undefined
}

export interface SnippetText {
  readonly id: string
  readonly title: string
  readonly language: SnippetLanguage
  readonly text: string
  /** What has to be done besides pasting. */
  readonly notes?: readonly string[]
}

/**
 * Tells whether a text can stand in every language of CI files, quoted: they all have a sign of
 * their own that begins an expression, also inside of quotes.
 */
export function isPlain(text: string): boolean {
  return /^[A-Za-z0-9:/._~@+=,%?&[\]-]{1,512}$/.test(text)
}

/** Quotes for a POSIX shell. */
export function shell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** Quotes for YAML, of which JSON is a part. */
export function yaml(text: string): string {
  return JSON.stringify(text)
}

/** Encodes for a query, quotes included. */
export function encodeForUrl(text: string): string {
  return encodeURIComponent(text).replaceAll("'", '%27')
}

/** Moves all lines to the right, for a block of YAML. */
export function indent(columns: number, text: string): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(columns))
}

/** Exchanges $ID_TOKEN for $ACCESS_TOKEN (RFC 8693); no token is ever an argument of a process. */
export function writeExchange({ account, tokenEndpoint, resource }: SnippetTarget): string {
  return `RESPONSE=$(printf %s "$ID_TOKEN" | curl -sS ${shell(tokenEndpoint)} \\
  --data-urlencode 'grant_type=urn:ietf:params:oauth:grant-type:token-exchange' \\
  --data-urlencode 'subject_token_type=urn:ietf:params:oauth:token-type:jwt' \\
  --data-urlencode ${shell(`client_id=${account}`)} \\${writeResource(resource)}
  --data-urlencode subject_token@-)
${READ_ACCESS_TOKEN}`
}

/** The line of a request that names the service that the token is for. */
export function writeResource(resource: string | undefined): string {
  return resource === undefined ? '' : `\n  --data-urlencode ${shell(`resource=${resource}`)} \\`
}

/**
 * Reads $ACCESS_TOKEN from $RESPONSE by what every image has. A refusal is shown, as it names the
 * id under which its reason is found; it fails without `exit`, which would end a terminal.
 */
export const READ_ACCESS_TOKEN = `ACCESS_TOKEN=$(printf %s "$RESPONSE" | sed -n 's/.*"access_token": *"\\([^"]*\\)".*/\\1/p')
[ -n "$ACCESS_TOKEN" ] || { printf '%s\\n' "$RESPONSE" >&2; false; }`
