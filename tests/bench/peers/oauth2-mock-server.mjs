import { OAuth2Server } from 'oauth2-mock-server'
import { announce, asked } from './peer.mjs'

const server = new OAuth2Server()
await server.issuer.keys.generate(asked.algorithm)
await server.start(0, '127.0.0.1')
announce(`http://127.0.0.1:${server.address().port}`)
