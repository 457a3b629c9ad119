import type { ListeningSettings, TlsSettings } from './model.ts'

/** What flags and environment say about listening, and under which name each said it. */
export interface GivenListening {
  readonly host: string | undefined
  /** 0 means any free port. */
  readonly port: number | undefined
  /** The issuer, when it is not the address that the server listens on. */
  readonly publicUrl: string | undefined
  readonly tls: TlsSettings | undefined
  readonly setBy: { readonly [Name in keyof ListeningSettings]: string | undefined }
}

/** Where a server listens that nobody told anything else. */
export const defaultListening: ListeningSettings = {
  host: '127.0.0.1',
  port: 7420,
  publicUrl: null,
  tls: { kind: 'none' },
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
    tls: decideTls(given.tls, stored.tls ?? defaultListening.tls),
  }
}

/** Further names are only ever stored. */
function decideTls(given: TlsSettings | undefined, stored: TlsSettings): TlsSettings {
  if (given === undefined || (given.kind === 'own' && stored.kind === 'own')) return stored
  return given
}

export function isSecure({ tls }: Pick<ListeningSettings, 'tls'>): boolean {
  return tls.kind !== 'none'
}

/** Tells whether other computers could reach what is bound to a host. */
export function isOnNetwork(host: string): boolean {
  return !/^(?:127(?:\.\d+){3}|::1|localhost)$/.test(host)
}

/** Gives the host by which clients come: the one that a certificate has to be for. */
export function toClientHost({ host, port, publicUrl, tls }: ListeningSettings): string {
  return new URL(publicUrl ?? toServerUrl(host, port, isSecure({ tls }))).hostname
}

/** Gives the issuer that a server would have; null while it depends on a port that is not known. */
export function toIssuer({ host, port, publicUrl, tls }: ListeningSettings): string | null {
  if (publicUrl !== null) return publicUrl
  return port === 0 ? null : toServerUrl(host, port, isSecure({ tls }))
}

/** Gives the URL at which this computer reaches a server that is bound there. */
export function toServerUrl(host: string, port: number, secure: boolean): string {
  // Nobody can call "all addresses"; loopback is one of them.
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host
  return `${secure ? 'https' : 'http'}://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${port}`
}

/** Tells whether two servers would listen alike. */
export function listensAlike(one: ListeningSettings, other: ListeningSettings): boolean {
  return (
    one.host === other.host &&
    one.port === other.port &&
    one.publicUrl === other.publicUrl &&
    isSameTls(one.tls, other.tls)
  )
}

function isSameTls(one: TlsSettings, other: TlsSettings): boolean {
  if (one.kind === 'files' && other.kind === 'files') {
    return one.certificateFile === other.certificateFile && one.keyFile === other.keyFile
  }
  if (one.kind === 'own' && other.kind === 'own') {
    return one.names.join(' ') === other.names.join(' ')
  }
  return one.kind === other.kind
}
