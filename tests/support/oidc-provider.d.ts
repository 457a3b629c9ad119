declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  /** The little of oidc-provider that the tests use; the package brings no types. */
  // biome-ignore lint/style/noDefaultExport: this is how the package exports it
  export default class Provider {
    constructor(issuer: string, configuration: object)
    callback(): (req: IncomingMessage, res: ServerResponse) => void
  }
}
