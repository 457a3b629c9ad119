// The floor of an exchange: what nobody can be faster than who parses the form, verifies the outside
// token by a key that is known already, holds its issuer, audience and times against what is
// expected, signs a token of its own and answers on node:http. It keeps no record of any of it.
import { createPublicKey, sign, verify } from 'node:crypto'
import { asked, generateSigningKey, serve } from './peer.mjs'

const { privateKey, jwks } = generateSigningKey()
const key = { key: privateKey, dsaEncoding: 'ieee-p1363' }
const header = toBase64Url({ typ: 'at+jwt', alg: asked.algorithm, kid: 'bench' })
const { keys } = await (await fetch(`${asked.issuer}/jwks`)).json()
const outsideKey = createPublicKey({ key: keys[0], format: 'jwk' })

serve(() => (req, res) => {
  if (req.method === 'GET') return void res.end(JSON.stringify(jwks))
  const chunks = []
  req.on('data', (chunk) => chunks.push(chunk))
  req.on('end', () => {
    const form = new URLSearchParams(Buffer.concat(chunks).toString())
    verifyOutside(form.get('subject_token') ?? '', (claims) => {
      if (claims) answerToken(form.get('client_id'), claims, res)
      else res.writeHead(400).end()
    })
  })
})

function verifyOutside(compact, onVerified) {
  const end = compact.lastIndexOf('.')
  const input = compact.slice(0, end)
  const claims = JSON.parse(
    Buffer.from(input.slice(input.indexOf('.') + 1), 'base64url').toString(),
  )
  const signature = Buffer.from(compact.slice(end + 1), 'base64url')
  verify('sha256', Buffer.from(input), outsideKey, signature, (error, isGenuine) => {
    const isFitting = claims.iss === asked.issuer && claims.aud === asked.audience
    const isAlive = claims.exp > Date.now() / 1000
    onVerified(!error && isGenuine && isFitting && isAlive ? claims : undefined)
  })
}

function answerToken(clientId, { iss, sub }, res) {
  const iat = Math.floor(Date.now() / 1000)
  const times = { iat, nbf: iat, exp: iat + 300 }
  const own = { ...asked.claims, ...times, sub: clientId, act_iss: iss, act_sub: sub }
  const input = `${header}.${toBase64Url(own)}`
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
