// The floor: what nobody can be faster than who parses the form, signs and answers on node:http.
import { sign } from 'node:crypto'
import { asked, generateSigningKey, serve } from './peer.mjs'

const { privateKey, jwks } = generateSigningKey()
const key = { key: privateKey, dsaEncoding: 'ieee-p1363' }
const header = toBase64Url({ typ: 'at+jwt', alg: asked.algorithm, kid: 'bench' })

serve(() => (req, res) => {
  if (req.method === 'GET') return void res.end(JSON.stringify(jwks))
  const chunks = []
  req.on('data', (chunk) => chunks.push(chunk))
  req.on('end', () => {
    const form = new URLSearchParams(Buffer.concat(chunks).toString())
    answerToken(form.get('client_id'), res)
  })
})

function answerToken(clientId, res) {
  const iat = Math.floor(Date.now() / 1000)
  const claims = toBase64Url({ ...asked.claims, sub: clientId, iat, nbf: iat, exp: iat + 300 })
  const input = `${header}.${claims}`
  sign('sha256', Buffer.from(input), key, (error, signature) => {
    if (error) throw error
    const body = JSON.stringify({
      access_token: `${input}.${signature.toString('base64url')}`,
      token_type: 'Bearer',
      expires_in: 300,
    })
    const length = Buffer.byteLength(body)
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': length })
    res.end(body)
  })
}

function toBase64Url(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
