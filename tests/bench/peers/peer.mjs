import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'

export const CLIENT = { id: 'bench-client', secret: 'a-secret-of-the-bench-with-enough-characters' }
export const RESOURCE = 'https://api.bench.example'

/** What the bench asks of this peer: the algorithm, and more where a peer needs it. */
export const asked = JSON.parse(process.argv[2] ?? '{"algorithm":"ES256"}')

/** Makes the key that signs: P-256 for ES256, 2048 bits for RS256, the same for everybody. */
export function generateSigningKey() {
  const { privateKey, publicKey } =
    asked.algorithm === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  const marks = { kid: 'bench', alg: asked.algorithm, use: 'sig' }
  return {
    privateKey,
    privateJwk: { ...privateKey.export({ format: 'jwk' }), ...marks },
    jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), ...marks }] },
  }
}

/** Listens before the handler is made, for many want to know their own address. */
export function serve(toHandler) {
  const server = createServer()
  server.listen(0, '127.0.0.1', async () => {
    const url = `http://127.0.0.1:${server.address().port}`
    server.on('request', await toHandler(url))
    announce(url)
  })
}

export function announce(url) {
  process.stdout.write(`ready url=${url}\n`)
}
