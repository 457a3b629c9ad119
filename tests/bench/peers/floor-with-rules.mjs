// The floor, and what the rules of a token server demand at least: it checks the secret, gives every
// request an id, writes a chained audit line and sends the headers that our own answers have.
import { createHmac, hash, randomFillSync, sign, timingSafeEqual } from 'node:crypto'
import { open, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asked, CLIENT, generateSigningKey, serve } from './peer.mjs'

const { privateKey, jwks } = generateSigningKey()
const key = { key: privateKey, dsaEncoding: 'ieee-p1363' }
const header = toBase64Url({ typ: 'at+jwt', alg: asked.algorithm, kid: 'bench' })
const hashingKey = 'a key that only the server knows'
const secretHash = toHash(CLIENT.secret)
const random = Buffer.alloc(4096)
const state = { used: random.length, sequence: 0, last: '0'.repeat(64), lines: [], position: 0 }
const logFile = join(tmpdir(), `doorward-bench-${process.pid}.jsonl`)
const log = await open(logFile, 'w', 0o600)
// It is written to for as long as it is open, and nothing stays behind.
await unlink(logFile)

serve(() => (req, res) => {
  if (req.method === 'GET') return void res.end(JSON.stringify(jwks))
  const chunks = []
  req.on('data', (chunk) => chunks.push(chunk))
  req.on('end', () => {
    const form = new URLSearchParams(Buffer.concat(chunks).toString())
    const isRight = timingSafeEqual(toHash(form.get('client_secret') ?? ''), secretHash)
    if (isRight) answerToken(form, req, res)
    else res.writeHead(401).end()
  })
})

function answerToken(form, req, res) {
  const clientId = form.get('client_id')
  const iat = Math.floor(Date.now() / 1000)
  const [correlationId, jti] = [takeId(), takeId()]
  const claims = toBase64Url({ ...asked.claims, sub: clientId, iat, nbf: iat, exp: iat + 300, jti })
  const input = `${header}.${claims}`
  sign('sha256', Buffer.from(input), key, (error, signature) => {
    if (error) throw error
    const token = `${input}.${signature.toString('base64url')}`
    note(toEvent(clientId, { jti, correlationId, address: req.socket.remoteAddress }))
    const body = JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 300 })
    const length = String(Buffer.byteLength(body))
    const own = ['x-correlation-id', correlationId, 'content-length', length]
    res.writeHead(200, [...asked.headers, ...own])
    res.end(body)
  })
}

function toEvent(clientId, { jti, correlationId, address }) {
  const at = new Date().toISOString()
  const actor = { kind: 'service_account', id: clientId, name: 'bench/client' }
  const target = { id: jti, path: 'sec_bench' }
  const reason = 'client_secret'
  const what = { action: 'token.issued', actor, result: 'ok', reason, target }
  return { id: `evt_${takeId()}`, at, ...what, address, correlationId }
}

/** Chains a line to the one before; those of five milliseconds are written together. */
function note(event) {
  state.sequence += 1
  const body = JSON.stringify({ sequence: state.sequence, previous: state.last, ...event })
  state.last = hash('sha256', body)
  state.lines.push(`${body.slice(0, -1)},"hash":"${state.last}"}\n`)
  if (state.lines.length === 1) setTimeout(write, 5)
}

async function write() {
  const bytes = Buffer.from(state.lines.join(''))
  state.lines = []
  const position = state.position
  state.position += bytes.length
  await log.write(bytes, 0, bytes.length, position)
}

/** Takes 128 bits out of a stock, for asking for each id costs ten times as much. */
function takeId() {
  if (state.used + 16 > random.length) {
    randomFillSync(random)
    state.used = 0
  }
  state.used += 16
  return random.toString('base64url', state.used - 16, state.used)
}

function toHash(secret) {
  return createHmac('sha256', hashingKey).update(secret).digest()
}

function toBase64Url(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
