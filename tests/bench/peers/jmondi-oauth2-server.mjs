import { randomUUID } from 'node:crypto'
import { AuthorizationServer, DateInterval, JwtService } from '@jmondi/oauth2-server'
import { handleExpressError, handleExpressResponse } from '@jmondi/oauth2-server/express'
import express from 'express'
import jwt from 'jsonwebtoken'
import { asked, CLIENT, generateSigningKey, serve } from './peer.mjs'

const { privateKey, jwks } = generateSigningKey()
const client = {
  id: CLIENT.id,
  name: 'bench',
  secret: CLIENT.secret,
  redirectUris: [],
  allowedGrants: ['client_credentials'],
  scopes: [],
}

/** Its own service leaves the algorithm to jsonwebtoken, which takes RS256 for every key. */
class AskedJwtService extends JwtService {
  sign(payload) {
    const options = { algorithm: asked.algorithm, keyid: 'bench' }
    return new Promise((resolve, reject) => {
      jwt.sign(payload, privateKey, options, (error, token) =>
        error ? reject(error) : resolve(token),
      )
    })
  }
}

const clients = {
  getByIdentifier: async () => client,
  isClientValid: async (_grantType, { id }, secret) => id === CLIENT.id && secret === CLIENT.secret,
}
const tokens = {
  issueToken: async () => ({
    accessToken: randomUUID(),
    accessTokenExpiresAt: new DateInterval('5m').getEndDate(),
    client,
    scopes: [],
  }),
  persist: async () => undefined,
}
const scopes = {
  getAllByIdentifiers: async () => [],
  finalize: async (granted) => granted,
}

serve((issuer) => {
  const jwtService = new AskedJwtService(privateKey)
  const server = new AuthorizationServer(clients, tokens, scopes, jwtService, { issuer })
  server.enableGrantType('client_credentials', new DateInterval('5m'))
  const app = express()
  app.use(express.urlencoded({ extended: false }))
  app.get('/jwks', (_req, res) => void res.json(jwks))
  app.post('/token', async (req, res) => {
    try {
      handleExpressResponse(res, await server.respondToAccessTokenRequest(req))
    } catch (error) {
      handleExpressError(error, res)
    }
  })
  return app
})
