import { createLocalJWKSet, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { TestServer } from './start-test-server.ts'

/**
 * Verifies access tokens with a key set that it keeps exactly as long as the headers allow; a key
 * that is not in there is no reason for it to look again.
 */
export class CachingVerifier {
  readonly #now: () => number
  #freshUntil = Number.NEGATIVE_INFINITY
  #etag = ''
  #keySet: JWTVerifyGetKey | undefined
  /** How often the server answered that nothing had changed. */
  unchanged = 0

  constructor(now: () => number) {
    this.#now = now
  }

  async verify(token: string, server: TestServer): Promise<JWTPayload> {
    if (this.#now() >= this.#freshUntil) await this.#refresh(server)
    if (!this.#keySet) throw new Error('There are no keys.')
    const { payload } = await jwtVerify(token, this.#keySet, {
      issuer: server.issuer,
      typ: 'at+jwt',
      currentDate: new Date(this.#now()),
    })
    return payload
  }

  async #refresh(server: TestServer): Promise<void> {
    const { status, headers, body } = await server.get('/.well-known/jwks.json', {
      'if-none-match': this.#etag,
    })
    const maxAge = /^public, max-age=(\d+)$/.exec(headers.get('cache-control') ?? '')?.[1]
    this.#freshUntil = this.#now() + Number(maxAge) * 1000
    this.#etag = headers.get('etag') ?? ''
    if (status === 304) this.unchanged += 1
    else this.#keySet = createLocalJWKSet(body)
  }
}
