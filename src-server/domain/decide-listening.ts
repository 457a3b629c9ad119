import type { ListeningSettings } from './model.ts'

/** What flags and environment say about listening, and under which name each said it. */
export interface GivenListening {
  readonly host: string | undefined
  /** 0 means any free port. */
  readonly port: number | undefined
  /** The issuer, when it is not the address that the server listens on. */
  readonly publicUrl: string | undefined
  readonly setBy: { readonly [Name in keyof ListeningSettings]: string | undefined }
}

/** Where a server listens that nobody told anything else. */
export const defaultListening: ListeningSettings = {
  host: '127.0.0.1',
  port: 7420,
  publicUrl: null,
}

/** Decides where the server listens: what was given at its start wins over what is stored. */
export function decideListening(
  given: Omit<GivenListening, 'setBy'>,
  stored: ListeningSettings = defaultListening,
): ListeningSettings {
  return {
    host: given.host ?? stored.host,
    port: given.port ?? stored.port,
    publicUrl: given.publicUrl ?? stored.publicUrl,
  }
}

/** Gives the issuer that a server would have; null while it depends on a port that is not known. */
export function toIssuer({ host, port, publicUrl }: ListeningSettings): string | null {
  if (publicUrl !== null) return publicUrl
  return port === 0 ? null : toServerUrl(host, port)
}

/** Gives the URL at which this computer reaches a server that is bound there. */
export function toServerUrl(host: string, port: number): string {
  // Nobody can call "all addresses"; loopback is one of them.
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host
  return `http://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}`
}

/** Tells whether two servers would listen alike. */
export function listensAlike(one: ListeningSettings, other: ListeningSettings): boolean {
  return one.host === other.host && one.port === other.port && one.publicUrl === other.publicUrl
}
